import { errorCodes } from '../deliveries/index.ts';
import { shortSeconds, timeOfId, waitSeconds, type Metrics } from '../kernel/index.ts';
import { healthChangeKinds, type HealthChange } from '../webhooks/index.ts';
import type { Delivered } from './attempt/deliver.ts';

/** Counts what the dispatcher does. Each is called for every delivery, or more seldom. */
export interface DispatcherMetrics {
  /** A request has its outcome. */
  noteAttempt(delivered: Delivered): void;
  /** A delivery could not be sent for an internal error, and is tried again later. */
  notePostponed(): void;
  /** Requests of this node whose lease was over before their result was recorded. */
  noteLost(count: number): void;
  /** Leases of any node that ran out and were settled here. */
  noteTakenOver(count: number): void;
  noteRecord(batchSize: number, durationMs: number): void;
  noteRecordFailure(): void;
  noteHealth(change: HealthChange): void;
}

/** State of the dispatcher, read at each scrape. */
export interface DispatcherState {
  inFlight(): number;
  slotsFree(): number;
  used(): { count: number; bytes: number };
  isGateOpen(): boolean;
}

/** Declares the metrics of the dispatcher. */
export function createDispatcherMetrics(metrics: Metrics): DispatcherMetrics {
  return {
    ...createRequestMetrics(metrics),
    ...createRecordMetrics(metrics),
    ...createHealthMetrics(metrics),
  };
}

/** Declares what is read from the dispatcher at each scrape. */
export function exposeState(metrics: Metrics, state: DispatcherState): void {
  const { inFlight, slotsFree, used, isGateOpen } = state;
  metrics.gauge('requests_in_flight', 'Requests being sent.', inFlight);
  metrics.gauge(
    'request_slots_free',
    'How many more requests could be in flight: DELIVERY_CONCURRENCY less those that are.',
    slotsFree,
  );
  metrics.gauge(
    'deliveries_held',
    'Deliveries in memory, waiting for a slot, being sent or being recorded, and room reserved for fresh ones.',
    () => used().count,
  );
  metrics.gauge(
    'deliveries_held_bytes',
    'Bytes of their bodies, each delivery counted in full; at most 64 MiB.',
    () => used().bytes,
  );
  metrics.gauge(
    'gate_open',
    '1 while requests may begin, 0 while results or leases cannot be written.',
    () => Number(isGateOpen()),
  );
}

function createRequestMetrics(
  metrics: Metrics,
): Pick<DispatcherMetrics, 'noteAttempt' | 'notePostponed'> {
  const attempts = metrics.counter(
    'attempts_total',
    'Requests by their outcome: SUCCEEDED or the error code of the attempt.',
    ['outcome'],
  );
  const countOf = (outcome: string) => {
    const counter = attempts.labels({ outcome });
    counter.inc(0);
    return counter;
  };
  const succeeded = countOf('SUCCEEDED');
  // Leases that were taken over count the attempts of which nothing is known.
  const known = errorCodes.filter((code) => code !== 'OUTCOME_UNKNOWN');
  const failed = new Map<string, typeof succeeded>(known.map((code) => [code, countOf(code)]));
  const duration = metrics.histogram(
    'attempt_duration_seconds',
    'From the look-up of the name to the last byte of the answer that was waited for.',
    shortSeconds,
  );
  const wait = metrics.histogram(
    'due_to_request_seconds',
    'From when a delivery could be sent to when its request begins.',
    waitSeconds,
  );
  const first = metrics.histogram(
    'publish_to_request_seconds',
    'From when a delivery was made to when its first request begins.',
    waitSeconds,
  );
  const postponed = metrics.counter(
    'deliveries_postponed_total',
    'Times that a delivery could not be sent for an internal error, such as a secret under an unknown key; it is tried again a minute later.',
  );
  return {
    notePostponed: () => postponed.inc(),
    noteAttempt({ result: { delivery, facts } }) {
      const startedMs = facts.startedAt.getTime();
      const counter = facts.errorCode === null ? succeeded : failed.get(facts.errorCode);
      counter?.inc();
      if (facts.durationMs !== null) duration.observe(facts.durationMs / 1_000);
      wait.observe(secondsBetween(delivery.dueMs, startedMs));
      if (delivery.attempt > 1) return;
      first.observe(secondsBetween(timeOfId(delivery.id).getTime(), startedMs));
    },
  };
}

/** Not below zero: the node knows the database's time only to a round trip. */
function secondsBetween(fromMs: number, toMs: number): number {
  return Math.max(0, toMs - fromMs) / 1_000;
}

type RecordMetrics = Pick<
  DispatcherMetrics,
  'noteLost' | 'noteTakenOver' | 'noteRecord' | 'noteRecordFailure'
>;

function createRecordMetrics(metrics: Metrics): RecordMetrics {
  const lost = metrics.counter(
    'leases_lost_total',
    'Leases of this node that were over before the result of their request was recorded.',
  );
  const takenOver = metrics.counter(
    'leases_taken_over_total',
    'Leases of any node that ran out and were settled by this one, as attempts with OUTCOME_UNKNOWN.',
  );
  const batchSize = metrics.histogram(
    'record_batch_attempts',
    'Attempts recorded together.',
    [1, 2, 5, 10, 20, 50, 100, 200, 400],
  );
  const duration = metrics.histogram(
    'record_duration_seconds',
    'Time to record a batch, without the tries that failed.',
    shortSeconds,
  );
  const failures = metrics.counter(
    'record_failures_total',
    'Tries to record a batch that failed; each batch is tried until it succeeds.',
  );
  return {
    noteLost: (count) => lost.inc(count),
    noteTakenOver: (count) => takenOver.inc(count),
    noteRecord(size, durationMs) {
      batchSize.observe(size);
      duration.observe(durationMs / 1_000);
    },
    noteRecordFailure: () => failures.inc(),
  };
}

function createHealthMetrics(metrics: Metrics): Pick<DispatcherMetrics, 'noteHealth'> {
  const changes = metrics.counter(
    'webhook_changes_total',
    'Webhooks whose health changed: failing, cooling_down, disabled or recovered.',
    ['change'],
  );
  for (const change of healthChangeKinds) changes.inc({ change }, 0);
  return { noteHealth: ({ kind }) => changes.inc({ change: kind }) };
}
