import { errorCodes } from '../deliveries/index.ts';
import { shortSeconds, timeOfId, waitSeconds, type Metrics } from '../kernel/index.ts';
import { healthChangeKinds, type HealthChange } from '../webhooks/index.ts';
import type { FinishedAttempt, FinishedMessage } from './attempt/deliver.ts';

/** Counts events in the dispatcher. */
export interface DispatcherMetrics {
  /** Call it when a request has its outcome, with the attempts that it was. */
  noteRequest(message: FinishedMessage): void;
  /** Call it when the host of a chat service gets no requests for a while. */
  noteHostRest(): void;
  /** Call it when an internal error kept a delivery from being sent; it is sent later. */
  notePostponed(): void;
  /** Call it with the number of requests of this node whose leases expired before their results were recorded. */
  noteLost(count: number): void;
  /** Call it with the number of expired leases, of any node, that were settled here. */
  noteExpired(count: number): void;
  noteRecord(batchSize: number, durationMs: number): void;
  noteRecordFailure(): void;
  noteHealth(change: HealthChange): void;
}

/** State of the dispatcher that is read at each scrape. */
export interface DispatcherState {
  slots(): { used: number; free: number };
  used(): { count: number; bytes: number };
  isGateOpen(): boolean;
}

/** Declares the metrics of the dispatcher. */
export function createDispatcherMetrics(metrics: Metrics): DispatcherMetrics {
  return {
    ...createRequestMetrics(metrics),
    ...createRecordMetrics(metrics),
    ...createRestMetrics(metrics),
    ...createHealthMetrics(metrics),
  };
}

/** Declares the gauges that are read at each scrape. */
export function exposeState(metrics: Metrics, state: DispatcherState): void {
  const { slots, used, isGateOpen } = state;
  metrics.gauge(
    'requests_in_flight',
    'Slots in use: requests being prepared or sent.',
    () => slots().used,
  );
  metrics.gauge(
    'request_slots_free',
    'Free slots: DELIVERY_CONCURRENCY minus the slots in use.',
    () => slots().free,
  );
  metrics.gauge(
    'deliveries_held',
    'Deliveries in memory: waiting for a slot, being sent, recorded or released.',
    () => used().count,
  );
  metrics.gauge(
    'deliveries_held_bytes',
    'Bytes of the bodies of held deliveries; a shared body counts for each. At most 64 MiB.',
    () => used().bytes,
  );
  metrics.gauge(
    'gate_open',
    '1 while requests may start, 0 while results or leases cannot be written.',
    () => Number(isGateOpen()),
  );
}

function createRequestMetrics(
  metrics: Metrics,
): Pick<DispatcherMetrics, 'noteRequest' | 'notePostponed'> {
  const attempts = metrics.counter(
    'attempts_total',
    'Attempts by their outcome: SUCCEEDED or the error code. A digest is one attempt of each of its deliveries.',
    ['outcome'],
  );
  const countOf = (outcome: string) => {
    const counter = attempts.labels({ outcome });
    counter.inc(0);
    return counter;
  };
  const succeeded = countOf('SUCCEEDED');
  // Attempts with an unknown outcome are counted by `leases_taken_over_total`.
  const known = errorCodes.filter((code) => code !== 'OUTCOME_UNKNOWN');
  const failed = new Map<string, typeof succeeded>(known.map((code) => [code, countOf(code)]));
  const duration = metrics.histogram(
    'attempt_duration_seconds',
    'From the start of the DNS lookup to the last byte of the response that was read.',
    shortSeconds,
  );
  const wait = metrics.histogram(
    'due_to_request_seconds',
    'From the time a delivery could first be sent to the start of its request.',
    waitSeconds,
  );
  const first = metrics.histogram(
    'publish_to_request_seconds',
    'From the creation of a delivery to the start of its first request.',
    waitSeconds,
  );
  const postponed = metrics.counter(
    'deliveries_postponed_total',
    'Deliveries postponed by a minute because of an internal error, such as a secret encrypted with an unknown key.',
  );
  const digests = metrics.histogram(
    'digest_deliveries',
    'Deliveries that one digest told of, when a webhook of a chat format had more than its pace allows.',
    [2, 5, 10, 20, 50, 100],
  );
  function noteAttempt({ result: { delivery, facts } }: FinishedAttempt): void {
    const startedMs = facts.startedAt.getTime();
    const counter = facts.errorCode === null ? succeeded : failed.get(facts.errorCode);
    counter?.inc();
    wait.observe(secondsBetween(delivery.dueMs, startedMs));
    if (delivery.attempt > 1) return;
    first.observe(secondsBetween(timeOfId(delivery.id).getTime(), startedMs));
  }

  return {
    notePostponed: () => postponed.inc(),
    noteRequest(message) {
      const [{ result }] = message;
      const { durationMs } = result.facts;
      if (durationMs !== null) duration.observe(durationMs / 1_000);
      for (const finished of message) noteAttempt(finished);
      if (message.length > 1) digests.observe(message.length);
    },
  };
}

function createRestMetrics(metrics: Metrics): Pick<DispatcherMetrics, 'noteHostRest'> {
  const rests = metrics.counter(
    'chat_host_rests_total',
    'Times that the host of a chat service refused 2,000 requests of this node in ten minutes (4xx except 400 and 413), and got none for ten minutes.',
  );
  return { noteHostRest: () => rests.inc() };
}

/** Never negative: the node's estimate of the database's time is off by up to a round trip. */
function secondsBetween(fromMs: number, toMs: number): number {
  return Math.max(0, toMs - fromMs) / 1_000;
}

type RecordMetrics = Pick<
  DispatcherMetrics,
  'noteLost' | 'noteExpired' | 'noteRecord' | 'noteRecordFailure'
>;

function createRecordMetrics(metrics: Metrics): RecordMetrics {
  const lost = metrics.counter(
    'leases_lost_total',
    'Leases of this node that expired before the result of their request was recorded.',
  );
  const expired = metrics.counter(
    'leases_taken_over_total',
    'Expired leases of any node that this node settled, as attempts with OUTCOME_UNKNOWN.',
  );
  const batchSize = metrics.histogram(
    'record_batch_attempts',
    'Attempts recorded together.',
    [1, 2, 5, 10, 20, 50, 100, 200, 400],
  );
  const duration = metrics.histogram(
    'record_duration_seconds',
    'Time to record a batch, without failed writes.',
    shortSeconds,
  );
  const failures = metrics.counter(
    'record_failures_total',
    'Failed writes of a batch; each batch is retried until it succeeds.',
  );
  return {
    noteLost: (count) => lost.inc(count),
    noteExpired: (count) => expired.inc(count),
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
