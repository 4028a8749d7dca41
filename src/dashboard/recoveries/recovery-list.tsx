import { EmptyState, Skeleton } from '@mantine/core';
import { IconRotateClockwise } from '@tabler/icons-react';
import { useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { Pager } from '../components/pager.tsx';
import { ScopedButton } from '../components/scoped-button.tsx';
import { ScreenTitle } from '../components/screen-title.tsx';
import { recoveriesDocument } from './recovery-documents.ts';
import { RecoveryTable } from './recovery-table.tsx';

const pageSize = 20;

/** The recoveries of the workspace, newest first. */
export function RecoveryList() {
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [{ data, error }, reload] = useQuery({
    query: recoveriesDocument,
    variables: toVariables(query),
  });
  const { nodes = [], pageInfo } = data?.recoveries ?? {};
  return (
    <>
      <ScreenTitle title="Recoveries">
        <ScopedButton scope="webhooks:write" onClick={() => void navigate('/recoveries?new=1')}>
          New recovery
        </ScopedButton>
      </ScreenTitle>
      {!data && error && (
        <ErrorCard error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {!data && !error && <Skeleton height={240} aria-label="Loading" role="status" />}
      {data && nodes.length === 0 && <NoRecoveries />}
      {nodes.length > 0 && <RecoveryTable recoveries={nodes} />}
      {pageInfo && (
        <Pager pageInfo={pageInfo} onTurn={({ side, cursor }) => setQuery({ [side]: cursor })} />
      )}
    </>
  );
}

/** Reads the page from the address: `after=…` or `before=…`, and the first one without them. */
function toVariables(query: URLSearchParams) {
  const before = query.get('before');
  return before === null
    ? { first: pageSize, after: query.get('after') }
    : { last: pageSize, before };
}

function NoRecoveries() {
  return (
    <EmptyState
      my={48}
      maw={560}
      mx="auto"
      variant="light"
      icon={<IconRotateClockwise aria-hidden />}
    >
      <EmptyState.Title order={2}>There are no recoveries</EmptyState.Title>
      <EmptyState.Description>
        A recovery sends failed deliveries again, for example after a receiver was down for longer
        than the retries last. It is kept here for 30 days after its end.
      </EmptyState.Description>
    </EmptyState>
  );
}
