import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { splitByDay } from './split-by-day.ts';

/** Whether the request of an attempt, a row of `attempts`, was sent or may have been, and there was no answer. */
export const hadNoAnswer = sql`(error_code = 'OUTCOME_UNKNOWN' or response_status is null and first_byte_ms is not null)`;

/** Marks those of these deliveries, and of their companions, that an earlier attempt may have posted. */
export async function markPosted(
  em: EntityManager,
  messages: readonly ClaimedDelivery[],
): Promise<ClaimedDelivery[]> {
  const all = messages.flatMap((message) => [message, ...message.companions]);
  const posted = await findPosted(
    em,
    all.filter(({ attempt }) => attempt > 1).map(({ id }) => id),
  );
  if (posted.size === 0) return [...messages];
  const mark = (one: ClaimedDelivery) => ({ ...one, mayBePosted: posted.has(one.id) });
  return messages.map((message) => ({
    ...mark(message),
    companions: message.companions.map(mark),
  }));
}

async function findPosted(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const posted = new Set<string>();
  for (const day of splitByDay(ids, (id) => id)) {
    const { rows } = await sql<{ id: string }>`
      select distinct delivery_id as id from attempts
      where delivery_id = any(${day.rows}::uuid[]) and delivery_id between ${day.least}::uuid and ${day.greatest}::uuid
        and ${hadNoAnswer}
    `.execute(em.getKysely());
    for (const { id } of rows) posted.add(id);
  }
  return posted;
}
