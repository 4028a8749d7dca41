import { sql, type EntityManager } from '../db/index.ts';
import { endWaiting } from './end-listed.ts';

/*
 * A delivery without a text has `body_bytes` 0 in the queue: its event was erased. No claim takes it. One that was
 * leased at that time is found here when its lease has ended.
 */

/** Ends waiting deliveries that have no text to send. @returns how many, at most 500; call again until it is 0 */
export async function endTextless(em: EntityManager): Promise<number> {
  const isKept = sql`exists (select from events e where e.id = q.event_id)`;
  return endWaiting(
    em,
    sql`q.body_bytes = 0 order by q.delivery_id`,
    sql`case when ${isKept} then 'PAYLOAD_ERASED' else 'EXPIRED' end`,
  );
}

/** The deliveries (UUIDs) without a text that are leased to some process. */
export async function findLeasedTextless(em: EntityManager): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select delivery_id as id from delivery_queue
    where body_bytes = 0 and claim_token is not null order by delivery_id
  `.execute(em.getKysely());
  return new Set(rows.map(({ id }) => id));
}
