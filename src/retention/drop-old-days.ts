import {
  dropPartition,
  leaseTask,
  listOldPartitions,
  sql,
  type Database,
  type EntityManager,
  type KeptFrom,
  type TaskLease,
} from '../db/index.ts';
import { expireDeliveries } from '../deliveries/index.ts';
import { pause, timeOfId, type Clock } from '../kernel/index.ts';

/** Days for which events are kept longer than their deliveries, so that each delivery shows its payload. */
export const eventsLongerDays = 7;

const dayMs = 86_400_000;
/** A table that is in use, or a delivery that is being sent, is usually free a moment later. */
const triesMax = 60;
const betweenTriesMs = 5_000;

export interface DropOptions {
  database: Database;
  clock: Pick<Clock, 'now'>;
  /** Days for which deliveries and attempts are kept. */
  retentionDays: number;
  /** The pause between two tries, in milliseconds; 5 s by default. */
  pauseMs?: number;
  /** Called for each partition that was dropped. */
  onDropped: () => void;
  /** Called after deliveries were ended. */
  onEnded: () => void;
}

/**
 * Ends waiting deliveries that are older than the retention as EXPIRED, and drops the partitions of days that are
 * wholly older. Events are dropped seven days later. Tries again for five minutes while a table is in use or a
 * delivery of the day is being sent. One node at a time does it.
 *
 * @returns whether nothing is left to drop; false also when another node is at it
 */
export async function dropOldDays(
  options: DropOptions,
  stopping: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const em = options.database.em.fork();
  const lease = await leaseTask(em, 'drop old partitions');
  if (!lease) return false;
  let isDone = false;
  try {
    isDone = await dropUntilDone(options, em, lease, stopping);
  } finally {
    await lease.end(isDone);
  }
  return isDone;
}

async function dropUntilDone(
  options: DropOptions,
  em: EntityManager,
  lease: TaskLease,
  stopping: AbortSignal,
): Promise<boolean> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    if (await tryToDrop(options, em, lease)) return true;
    await pause(options.pauseMs ?? betweenTriesMs, stopping);
    if (stopping.aborted || !(await lease.renew())) return false;
  }
  return false;
}

/** @returns whether nothing is left to drop */
async function tryToDrop(
  { clock, retentionDays, onDropped, onEnded }: DropOptions,
  em: EntityManager,
  lease: TaskLease,
): Promise<boolean> {
  const keptFrom = await decideKept(em, clock, retentionDays);
  let endedCount = 0;
  do {
    endedCount = await expireDeliveries(em, keptFrom.deliveries);
    if (endedCount > 0) onEnded();
  } while (endedCount > 0 && (await lease.renew()));
  const unendedFrom = await findOldestUnended(em);
  let isDone = true;
  for (const partition of await listOldPartitions(em, keptFrom)) {
    const mayBeUsed = partition.parent !== 'events' && partition.day >= unendedFrom;
    if (mayBeUsed || !(await lease.renew()) || !(await dropPartition(em, partition))) {
      isDone = false;
    } else onDropped();
  }
  return isDone;
}

/** By the earlier of the two clocks: one that is wrong must not drop what is still to be kept. */
async function decideKept(
  em: EntityManager,
  clock: Pick<Clock, 'now'>,
  retentionDays: number,
): Promise<KeptFrom> {
  const { rows } = await sql<{ databaseMs: number }>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as "databaseMs"
  `.execute(em.getKysely());
  const nowMs = Math.min(clock.now().getTime(), rows[0]?.databaseMs ?? 0);
  const daysAgo = (days: number) => new Date(nowMs - days * dayMs);
  return {
    deliveries: daysAgo(retentionDays),
    events: daysAgo(retentionDays + eventsLongerDays),
  };
}

/** The day of the oldest delivery in the queue, UTC; the far future when the queue is empty. */
async function findOldestUnended(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select delivery_id as id from delivery_queue order by delivery_id limit 1
  `.execute(em.getKysely());
  const [oldest] = rows;
  return oldest ? timeOfId(oldest.id).toISOString().slice(0, 10) : '9999-12-31';
}
