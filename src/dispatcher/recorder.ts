import { setTimeout as delay } from 'node:timers/promises';
import { withPartitions, type Database } from '../db/index.ts';
import {
  amendAttempts,
  findUnknownAttempts,
  recordAttempts,
  type AttemptResult,
} from '../deliveries/index.ts';
import { recordHealth, type HealthChange } from '../webhooks/index.ts';
import {
  createBatcher,
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
  add(finished: FinishedAttempt): void;
  /** Resolves when all added results are written. */
  drain(): Promise<void>;
  /** Gives up on results that cannot be written: their leases will expire, and the attempts become OUTCOME_UNKNOWN. */
  stop(): void;
}

export interface RecorderOptions {
  database: Database;
  gate: Gate;
  clock: Clock;
  logger: Logger;
  metrics: Pick<DispatcherMetrics, 'noteLost' | 'noteRecord' | 'noteRecordFailure' | 'noteHealth'>;
  /** Called for each batch after it is settled: this node no longer holds its deliveries. */
  onSettled: (batch: readonly FinishedAttempt[]) => void;
}

/** Measured: waiting 8 ms gives batches of about 150 instead of 36, and 50 % more deliveries per second. */
const batchOptions = { maxItems: 400, maxWaitMs: 8 };
const retryMs = { least: 100, most: 5_000 };
/** A record that takes longer closes the gate: the database is in trouble, even without an error yet. */
const slowMs = 5_000;

/** Creates a recorder. It retries until the results are written; the closed gate limits how many can pile up. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { database, gate, clock, logger, metrics, onSettled } = options;
  const stopping = new AbortController();

  async function write(batch: readonly FinishedAttempt[]): Promise<void> {
    const { lost, changes } = await withPartitions(database.em.fork(), () => record(batch));
    for (const change of changes) {
      logHealthChange(logger, change);
      metrics.noteHealth(change);
    }
    const late = await findUnknownAttempts(database.em.fork(), lost);
    if (late.length === 0) return;
    const deliveries = late.map(({ delivery }) => delivery.id);
    logger.warn({ deliveries }, 'dispatcher: lease lost, the result only amends its attempt');
    await amendAttempts(database.em.fork(), late);
    metrics.noteLost(late.length);
  }

  /**
   * Writes the health of the webhooks in the same transaction as the results. A result that came too late to
   * be recorded does not count for health, since other processes have sent newer requests.
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
          'dispatcher: a result cannot be stored, its attempt will count as OUTCOME_UNKNOWN',
        );
      }
    }
  }

  async function flush(batch: FinishedAttempt[]): Promise<void> {
    for (let waitMs = retryMs.least; !stopping.signal.aborted; waitMs = doubled(waitMs)) {
      const slow = setTimeout(() => gate.close('record', tookTooLong()), slowMs);
      const beforeMs = clock.monotonicMs();
      try {
        await writeAll(batch);
        metrics.noteRecord(batch.length, clock.monotonicMs() - beforeMs);
        onSettled(batch);
        gate.open('record');
        return;
      } catch (error) {
        metrics.noteRecordFailure();
        gate.close('record', error);
        await delay(waitMs * (0.5 + Math.random() / 2), undefined, stopping).catch(() => undefined);
      } finally {
        clearTimeout(slow);
      }
    }
  }

  return { ...createBatcher({ ...batchOptions, flush }), stop: () => stopping.abort() };
}

function tookTooLong(): Error {
  return new UnavailableError({ cause: new Error('A record takes too long.') });
}

/** The result of recording one batch. */
interface Recorded {
  /** Results that came too late. */
  lost: AttemptResult[];
  changes: HealthChange[];
}

function doubled(waitMs: number): number {
  return Math.min(waitMs * 2, retryMs.most);
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
