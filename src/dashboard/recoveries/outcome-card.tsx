import { Anchor, Card, Skeleton, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import type { DeliveryFilter, DeliveryStatus } from '../api/graphql/graphql.ts';
import { useRefresh } from '../api/use-refresh.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { Fact, Facts } from '../components/facts.tsx';
import { toDeliveryFilter } from '../deliveries/log/log-view.ts';
import { writeCount } from '../words/numbers.ts';
import { fromDeliveryFilter, writeFilter } from './filter-of-url.ts';
import { recoveredDocument, type RecoveryRow } from './recovery-documents.ts';

const refreshMs = 5_000;

/** The outcome of the deliveries that were made again, refreshed until all of them have ended. */
export function OutcomeCard({ recovery }: { recovery: RecoveryRow }) {
  const made = selectMade(recovery);
  const withStatus = (status: DeliveryStatus) => toDeliveryFilter({ ...made, statuses: [status] });
  const [{ data, error }, reload] = useQuery({
    query: recoveredDocument,
    variables: {
      succeeded: withStatus('SUCCEEDED'),
      failed: withStatus('FAILED'),
      pending: withStatus('PENDING'),
    },
  });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const isMoving = recovery.status === 'RUNNING' || data?.pending.totalCount.count !== 0;
  useRefresh(refresh, isMoving ? refreshMs : null);
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5" mb="xs">
        Made again
      </Title>
      {!data && error && <ErrorCard error={error} onRetry={refresh} />}
      {!data && !error && <Skeleton height={44} />}
      {data && (
        <Facts>
          <Fact label="Succeeded">{writeCount(data.succeeded.totalCount)}</Fact>
          <Fact label="Failed again">{writeCount(data.failed.totalCount)}</Fact>
          <Fact label="Waiting or being sent">{writeCount(data.pending.totalCount)}</Fact>
        </Facts>
      )}
      <Text size="sm" mt="sm">
        <Anchor component={Link} to={`/deliveries?${writeFilter(made).toString()}`}>
          Show these deliveries
        </Anchor>
      </Text>
    </Card>
  );
}

/** Deliveries by recoveries in the time of this one. */
function selectMade({ filter, createdAt, endedAt }: RecoveryRow) {
  const { webhookIds = [], eventTypes = [], eventId = null } = filter as DeliveryFilter;
  const afterEnd = endedAt === null ? null : new Date(Date.parse(endedAt) + 1_000).toISOString();
  return fromDeliveryFilter({
    ...{ webhookIds, eventTypes, eventId, triggers: ['RECOVERY'] },
    ...{ createdAfter: createdAt, createdBefore: afterEnd },
  });
}
