import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { splitByDay } from './split-by-day.ts';

/**
 * Whether an attempt, a row of `attempts`, may have posted a chat message: its request was sent or may have been, and
 * there was no answer. The format of one of unknown outcome is unknown too.
 */
export const mayHavePosted = sql`(error_code = 'OUTCOME_UNKNOWN'
  or format is not null and response_status is null and first_byte_ms is not null)`;

/** The statuses with which a chat service says that it does not accept our message. */
export const refusalStatuses: readonly number[] = [400, 413];

/** Adds to messages what their earlier attempts mean for the next one. */
export async function markEarlier(
  em: EntityManager,
  messages: readonly ClaimedDelivery[],
): Promise<ClaimedDelivery[]> {
  const known = await readEarlier(
    em,
    messages.filter(({ attempt }) => attempt > 1).map(({ id }) => id),
  );
  return messages.map((message) => ({ ...message, ...known.get(message.id) }));
}

type Earlier = Pick<ClaimedDelivery, 'mayBePosted' | 'refusedSize'>;

async function readEarlier(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Earlier>> {
  const known = new Map<string, Earlier>();
  for (const day of splitByDay(ids, (id) => id)) {
    const { rows } = await sql<Required<Earlier> & { id: string }>`
      select delivery_id as id, coalesce(bool_or(${mayHavePosted}), false) as "mayBePosted",
        min(json_array_length(digest)) filter (where response_status = any(${[...refusalStatuses]}::int[])) as "refusedSize"
      from attempts
      where delivery_id = any(${day.rows}::uuid[]) and delivery_id between ${day.least}::uuid and ${day.greatest}::uuid
      group by delivery_id
    `.execute(em.getKysely());
    for (const { id, ...earlier } of rows) known.set(id, earlier);
  }
  return known;
}
