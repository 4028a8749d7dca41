import type { Database } from '../db/index.ts';
import {
  expireLeases,
  lookForExpired,
  type DecideNext,
  type QueueLook,
} from '../deliveries/index.ts';
import { createLoop, type Clock, type ErrorLog, type Loop } from '../kernel/index.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';

export interface LeaseRescuerOptions {
  database: Database;
  clock: Clock;
  errorLog: ErrorLog;
  leaseSeconds: number;
  held: Pick<HeldDeliveries, 'has' | 'used'>;
  decideNext: DecideNext;
  /** Receives a reading of the database's clock, taken since `sentMs` (by `clock`), in Unix milliseconds. */
  noteTime: (databaseMs: number, sentMs: number) => void;
  /** Called when the events of deliveries in the queue were erased. */
  endTextless: () => Promise<void>;
  /** Receives the number of leases that were settled. */
  onRescued: (count: number) => void;
}

/** The deliveries of a dead process are found this soon after their leases expire. */
const everyMs = 1_000;

/**
 * Settles expired leases of any process, once a second and on wake-ups, and ends what an erased event left. After an outage of the database of
 * a third of a lease or more, it waits another third of a lease, so that every node can renew its leases.
 */
export function createLeaseRescuer(options: LeaseRescuerOptions): Loop {
  const { database, clock, errorLog, leaseSeconds, held, decideNext } = options;
  const graceMs = (leaseSeconds * 1_000) / 3;
  /** Time of the first failed check since the last success, on the monotonic clock; null after a success. */
  let downSinceMs: number | null = null;
  let rescuesFromMs = 0;

  async function rescue(stopping: AbortSignal): Promise<void> {
    const { hasExpired, hasTextless } = await look();
    if (hasTextless) await options.endTextless();
    if (!hasExpired || clock.monotonicMs() < rescuesFromMs) return;
    let count = 0;
    do {
      count = await expireLeases(database.em.fork(), decideNext, held);
      if (count > 0) options.onRescued(count);
    } while (count > 0 && !stopping.aborted);
  }

  /** Also notices the end of an outage. */
  async function look(): Promise<QueueLook> {
    const sentMs = clock.now().getTime();
    const found = await lookForExpired(database.em.fork());
    options.noteTime(found.databaseMs, sentMs);
    const nowMs = clock.monotonicMs();
    if (downSinceMs !== null && nowMs - downSinceMs >= graceMs) rescuesFromMs = nowMs + graceMs;
    downSinceMs = null;
    return found;
  }

  return createLoop({
    run: rescue,
    everyMs,
    onError(error) {
      downSinceMs ??= clock.monotonicMs();
      errorLog.noteRetried(error, 'dispatcher: settling expired leases failed, will retry');
    },
  });
}
