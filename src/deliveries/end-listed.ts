import { arrayOf, sql, type EntityManager } from '../db/index.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';
import { lockClaims } from './lock-claims.ts';
import { recordChanges } from './record-changes.ts';
import { splitByDay, type DayOfRows } from './split-by-day.ts';

/** Deliveries ended per transaction: few enough to hold no lock for long. */
export const endedAtOnceMax = 500;

/** A delivery (UUID) that ends without another request. */
export interface Ending {
  id: string;
  reason: DeliveryStatusReason;
}

/**
 * Makes the deliveries of one day FAILED, with their counts and change rows. Their rows of the queue must have been
 * deleted in the same transaction.
 */
export async function endDay(
  em: EntityManager,
  { rows, least, greatest }: DayOfRows<Ending>,
): Promise<void> {
  const ids = arrayOf('uuid', rows, ({ id }) => id);
  const reasons = arrayOf('text', rows, ({ reason }) => reason);
  await sql`
    with bound as materialized (select ${ids} as ids, ${reasons} as reasons),
    changed as (
      update deliveries set status = 'FAILED', updated_at = clock_timestamp(),
        -- Found by binary search, since the ids are sorted.
        status_reason = (select reasons from bound)[width_bucket(id, (select ids from bound))]
      where id = any((select ids from bound)::uuid[]) and id between ${least}::uuid and ${greatest}::uuid
      returning id, workspace_id, webhook_id, trigger, status, updated_at,
        null::smallint as number, null::timestamptz as ended_at, null::text as error_code, null::int as response_ms
    ),
    ${recordChanges}
    select 1
  `.execute(em.getKysely());
}

/**
 * Ends waiting deliveries of one day, in one transaction. Those that are leased or that others are changing are
 * skipped.
 *
 * @param which the end of a `select` from `delivery_queue q`, after `where q.claim_token is null and`
 * @param reason an SQL expression
 * @returns how many were ended, at most 500; call again until it is 0
 */
export async function endWaiting(
  em: EntityManager,
  which: ReturnType<typeof sql>,
  reason: ReturnType<typeof sql>,
): Promise<number> {
  return em.transactional(async (transaction) => {
    const { rows } = await sql<Ending>`
      select q.delivery_id as id, ${reason} as reason from delivery_queue q
      where q.claim_token is null and ${which} limit ${endedAtOnceMax}::int
      for update skip locked
    `.execute(transaction.getKysely());
    // The hourly counts of several days, locked one after the other, would deadlock.
    const [day] = splitByDay(rows, ({ id }) => id);
    if (!day) return 0;
    await sql`
      delete from delivery_queue where delivery_id = any(${day.rows.map(({ id }) => id)}::uuid[])
    `.execute(transaction.getKysely());
    await endDay(transaction, day);
    return day.rows.length;
  });
}

/** Ends deliveries that this process has leased and has not begun to send. Skips lost claims. */
export async function endLeased(
  em: EntityManager,
  endings: readonly (Ending & { attempt: number; token: string })[],
): Promise<void> {
  for (const day of splitByDay(endings, ({ id }) => id)) {
    await em.transactional(async (transaction) => {
      const { rows } = await sql<{ id: string }>`
        with ${lockClaims(day.rows)}
        delete from delivery_queue where delivery_id = any(array(select id from locked))
        returning delivery_id as id
      `.execute(transaction.getKysely());
      const ended = new Set(rows.map(({ id }) => id));
      await endDay(transaction, { ...day, rows: day.rows.filter(({ id }) => ended.has(id)) });
    });
  }
}
