import { Anchor, Group, Paper, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useLiveEvent } from '../api/use-live-event.ts';
import type { DeliveryRow } from '../api/delivery-row.ts';
import { ErrorCard } from '../components/error-card.tsx';
import { Outcome } from '../components/outcome.tsx';
import { writeMs } from '../words/durations.ts';
import { testResultDocument } from './documents.ts';
import type { SentTest } from './use-send-test.ts';

/** The live row of a test that was sent. */
export function TestResult({ test: { deliveryId, eventId } }: { test: SentTest }) {
  const [{ data, error }, reload] = useQuery({
    query: testResultDocument,
    variables: { id: deliveryId },
  });
  const load = () => reload({ requestPolicy: 'network-only' });
  useLiveEvent(eventId, ({ isStart, gap }) => {
    if (isStart || gap) load(); // the result may have come before the first message
  });
  const delivery = data?.delivery;
  if (!delivery) {
    return error ? <ErrorCard error={error} onRetry={load} /> : <Skeleton height={54} />;
  }
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Outcome delivery={delivery} />
          <Text size="sm">{describeResult(delivery)}</Text>
        </Group>
        <Anchor component={Link} to={`/deliveries/${deliveryId}`} size="sm">
          Open the delivery
        </Anchor>
      </Group>
    </Paper>
  );
}

function describeResult(delivery: DeliveryRow): string {
  const { status, eventType, responseTimeMs, errorMessage } = delivery;
  if (status === 'PENDING') return `${eventType} is being sent.`;
  const duration = responseTimeMs === null ? '' : ` in ${writeMs(responseTimeMs)}`;
  if (status === 'SUCCEEDED') return `${eventType} was accepted${duration}.`;
  return `${eventType} failed${duration}. ${errorMessage ?? ''}`.trim();
}
