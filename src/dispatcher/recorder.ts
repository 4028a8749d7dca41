import { withPartitions, type Database } from '../db/index.ts';
import {
  amendAttempts,
  findUnknownAttempts,
  recordAttempts,
  splitByDay,
  type AttemptResult,
} from '../deliveries/index.ts';
import { recordHealth, type HealthChange } from '../webhooks/index.ts';
import {
  createBackoff,
  createBatcher,
  pause,
  serializeError,
  UnavailableError,
  type Clock,
  type Logger,
} from '../kernel/index.ts';
import type { FinishedAttempt } from './attempt/deliver.ts';
import type { Gate } from './gate.ts';
import type { DispatcherMetrics } from './metrics.ts';
import { mergeHealth } from './attempt/report-health.ts';
import { logHealthChange } from './attempt/log-health-change.ts';

/** Records results in batches. */
export interface Recorder {
  /** Adds the attempts that one request was; they are written together. */
  add(...message: FinishedAttempt[]): void;
  /** Resolves when all added results are written. */
  drain(): Promise<void>;
}

export interface RecorderOptions {
  database: Database;
  gate: Gate;
  clock: Clock;
  logger: Logger;
  metrics: Pick<DispatcherMetrics, 'noteLost' | 'noteRecord' | 'noteRecordFailure' | 'noteHealth'>;
  /** Called for each batch after it is settled: this node no longer holds its deliveries. */
  onSettled: (batch: readonly FinishedAttempt[]) => void;
  /**
   * Aborted when the dispatcher has stopped. Results that are not written by then are dropped: their leases
   * expire, and the attempts become OUTCOME_UNKNOWN.
   */
  stopped: AbortSignal;
}

/** Measured: waiting 8 ms gives batches of about 150 instead of 36, and 50 % more deliveries per second. */
const batchOptions = { maxItems: 400, maxWaitMs: 8 };
/** Retries, in milliseconds. */
const retryMs = { minMs: 100, maxMs: 5_000 };
/** A slower record closes the gate, even before it fails. */
const slowMs = 5_000;

/** Creates a recorder. It retries until the results are written; the closed gate limits how many accumulate. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { database, gate, clock, logger, metrics, onSettled, stopped } = options;

  async function write(batch: readonly FinishedAttempt[]): Promise<void> {
    const { lost, changes } = await withPartitions(database.em.fork(), () => record(batch));
    for (const change of changes) {
      logHealthChange(logger, change);
      metrics.noteHealth(change);
    }
    const late = await findUnknownAttempts(database.em.fork(), lost);
    if (late.length === 0) return;
    const deliveries = late.map(({ delivery }) => delivery.id);
    logger.warn(
      { deliveries },
      'dispatcher: lease lost, the result only amends the logged attempt',
    );
    await amendAttempts(database.em.fork(), late);
    metrics.noteLost(late.length);
  }

  /**
   * Writes results of one day, with the health of their webhooks in the same transaction. A result whose lease
   * was lost does not count for health: newer requests may have been sent since.
   */
  async function record(batch: readonly FinishedAttempt[]): Promise<Recorded> {
    const results = batch.map(({ result }) => result);
    if (batch.every(({ health }) => health === null)) {
      return { lost: await recordAttempts(database.em.fork(), results), changes: [] };
    }
    return database.em.fork().transactional(async (em) => {
      const lost = await recordAttempts(em, results);
      const inTime = batch.filter(({ result }) => !lost.includes(result));
      const reports = mergeHealth(inTime.flatMap(({ health }) => health ?? []));
      return { lost, changes: await recordHealth(em, reports, clock.now()) };
    });
  }

  /** If the database rejects a row, halves the batch to find it, and records that row without its response. */
  async function writeAll(batch: readonly FinishedAttempt[], isReduced = false): Promise<void> {
    try {
      await write(batch);
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [first, ...others] = batch;
      if (others.length > 0) {
        const middle = Math.ceil(batch.length / 2);
        await writeAll(batch.slice(0, middle));
        await writeAll(batch.slice(middle));
      } else if (first && !isReduced) {
        await writeAll([withoutResponse(first)], true);
      } else {
        logger.error(
          { err: serializeError(error), delivery: first?.result.delivery.id },
          'dispatcher: result cannot be stored, its attempt will be logged as OUTCOME_UNKNOWN',
        );
      }
    }
  }

  /** Each day by itself, see `recordAttempts`. */
  async function writeDays(batch: readonly FinishedAttempt[]): Promise<void> {
    const days = splitByDay(batch, ({ result }) => result.delivery.id);
    for (const day of days) await writeAll(day.rows);
  }

  async function flush(messages: FinishedAttempt[][]): Promise<void> {
    const batch = messages.flat();
    const backoff = createBackoff(retryMs);
    while (!(await tryToWrite(batch))) {
      if (stopped.aborted) return;
      await pause(backoff.next(), stopped);
    }
    onSettled(batch);
    gate.open('record');
  }

  async function tryToWrite(batch: readonly FinishedAttempt[]): Promise<boolean> {
    const slow = setTimeout(() => gate.close('record', tookTooLong()), slowMs);
    const beforeMs = clock.monotonicMs();
    try {
      await writeDays(batch);
      metrics.noteRecord(batch.length, clock.monotonicMs() - beforeMs);
      return true;
    } catch (error) {
      metrics.noteRecordFailure();
      gate.close('record', error);
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  const batcher = createBatcher({ ...batchOptions, flush });
  return { add: (...message) => batcher.add(message), drain: () => batcher.drain() };
}

function tookTooLong(): Error {
  return new UnavailableError({ cause: new Error('A record takes too long.') });
}

/** The result of recording the results of one day. */
interface Recorded {
  /** Results that came too late. */
  lost: AttemptResult[];
  changes: HealthChange[];
}

/**
 * SQLSTATE classes 22 (data exception) and 23 (constraint violation): a retry with the same data cannot
 * succeed. A missing partition is also in class 23, but names no constraint: its rows are fine.
 */
function isDataError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const [sqlClass] = /^2[23]/.exec(String(error.code)) ?? [];
  return (
    sqlClass === '22' || (sqlClass === '23' && 'constraint' in error && Boolean(error.constraint))
  );
}

function withoutResponse(finished: FinishedAttempt): FinishedAttempt {
  const facts = {
    ...finished.result.facts,
    responseHeaders: null,
    responseBody: null,
    responseBodyError: 'The response could not be stored.',
  };
  return { ...finished, result: { ...finished.result, facts } };
}
