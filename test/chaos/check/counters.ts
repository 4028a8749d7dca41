import type { DeliveryRow, Violation } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/** Counts equal the rows they count. */
export function checkCounters(evidence: Evidence): Violation[] {
  return [
    ...checkHours(evidence),
    ...evidence.book.deliveries.flatMap(checkAttemptCount(evidence)),
  ];
}

function checkHours({ book, journal }: Evidence): Violation[] {
  const rowsOf = Map.groupBy(book.deliveries, ({ webhookId }) => webhookId);
  const countsOf = new Map(book.hours.map((counts) => [counts.webhookId, counts]));
  return journal.webhooks.flatMap(({ id }) => {
    const rows = rowsOf.get(id) ?? [];
    const counted = countsOf.get(id) ?? { succeeded: 0, failed: 0 };
    const real = { succeeded: countOf(rows, 'SUCCEEDED'), failed: countOf(rows, 'FAILED') };
    if (counted.succeeded === real.succeeded && counted.failed === real.failed) return [];
    return [violate('the hourly counts are not those of the deliveries', { id, counted, real })];
  });
}

function checkAttemptCount({ attemptsOf }: Evidence) {
  return (delivery: DeliveryRow): Violation[] => {
    const attempts = attemptsOf.get(delivery.id) ?? [];
    if (attempts.length === delivery.attemptCount) return [];
    return [violate('attempt_count is not the number of attempts', { delivery, attempts })];
  };
}

function countOf(rows: readonly DeliveryRow[], status: string): number {
  return rows.filter((row) => row.status === status).length;
}

function violate(what: string, evidence: unknown): Violation {
  return { promise: 'counters', what, evidence };
}
