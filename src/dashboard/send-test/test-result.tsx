import { Paper, Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { useLiveEvent } from '../api/use-live-event.ts';
import { useReload } from '../api/use-reload.ts';
import type { DeliveryRow } from '../api/delivery-row.ts';
import { DeliveryLine } from '../components/delivery-line.tsx';
import { ErrorCard } from '../components/error-card.tsx';
import { writeMs } from '../words/durations.ts';
import { testResultDocument } from './documents.ts';
import type { SentTest } from './use-send-test.ts';

/** The live row of a test that was sent. */
export function TestResult({ test: { deliveryId, eventId } }: { test: SentTest }) {
  const variables = { id: deliveryId };
  const [{ data, error }] = useQuery({ query: testResultDocument, variables });
  const load = useReload(testResultDocument, variables);
  useLiveEvent(eventId, ({ isStart, gap }) => {
    if (isStart || gap) load(); // the result may have come before the first message
  });
  const delivery = data?.delivery;
  if (!delivery) {
    return error ? <ErrorCard error={error} onRetry={load} /> : <Skeleton height={54} />;
  }
  return (
    <Paper withBorder p="xs">
      <DeliveryLine id={deliveryId} delivery={delivery} text={describeResult(delivery)} />
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
