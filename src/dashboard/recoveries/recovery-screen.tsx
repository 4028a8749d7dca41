import { Anchor, Skeleton, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { CancelRecoveryButton } from './cancel-recovery-button.tsx';
import { recoveryDocument } from './recovery-documents.ts';
import { RecoveryReport } from './recovery-report.tsx';

/** A recovery and its progress. */
export function RecoveryScreen() {
  const { recoveryId = '' } = useParams();
  const [{ data, error }, reload] = useQuery({
    query: recoveryDocument,
    variables: { id: recoveryId },
  });
  const recovery = data?.recovery ?? null;
  return (
    <>
      <ScreenTitle title="Recovery">
        {recovery?.status === 'RUNNING' && <CancelRecoveryButton recoveryId={recovery.id} />}
      </ScreenTitle>
      {!data && error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!data && !error && <Skeleton height={240} aria-label="Loading" role="status" />}
      {data && !recovery && <NoRecovery />}
      {recovery && <RecoveryReport recovery={recovery} />}
    </>
  );
}

function NoRecovery() {
  return (
    <Text>
      There is no such recovery in this workspace. A recovery is kept for 30 days after its end.{' '}
      <Anchor component={Link} to="/recoveries">
        Show all recoveries
      </Anchor>
      .
    </Text>
  );
}
