import { sql, type EntityManager } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';
import { selectsType } from '../webhooks/index.ts';

/** The most deliveries made by one statement, unless a single event has more. Takes about 0.3 s on two cores. */
export const statementDeliveriesMax = 10_000;
/** The most deliveries that the events of one call may have. Takes about 2 s on two cores. */
const callDeliveriesMax = 100_000;

/**
 * Divides events into groups, in their order, so that each group has no more deliveries than one statement
 * should make. An event with more than that forms a group of its own.
 *
 * @param isLimited whether the events may have at most `callDeliveriesMax` deliveries in total
 * @throws UserError INVALID_INPUT if they have more
 */
export async function divideEvents<E extends { type: string }>(
  em: EntityManager,
  workspaceId: string,
  events: readonly E[],
  isLimited: boolean,
): Promise<E[][]> {
  const countOf = await countWanting(em, workspaceId, new Set(events.map(({ type }) => type)));
  const total = events.reduce((sum, { type }) => sum + (countOf.get(type) ?? 0), 0);
  if (isLimited && total > callDeliveriesMax) throw tooMany(total, events.length);
  const groups: E[][] = [];
  let room = 0;
  for (const event of events) {
    const count = countOf.get(event.type) ?? 0;
    if (count > room || groups.length === 0) {
      groups.push([]);
      room = statementDeliveriesMax;
    }
    groups.at(-1)?.push(event);
    room -= count;
  }
  return groups;
}

function tooMany(total: number, eventCount: number) {
  const [events, advice] =
    eventCount === 1
      ? ['This event', 'Too many webhooks subscribe to it.']
      : ['These events', 'Publish fewer events in a call.'];
  return userError(
    UserErrorCode.INVALID_INPUT,
    `${events} would make ${total} deliveries; one call may make at most ${callDeliveriesMax}. ${advice}`,
    'events',
  );
}

/** Counts the webhooks that get an event of each type, by the same conditions as `insertDeliveries`. */
async function countWanting(
  em: EntityManager,
  workspaceId: string,
  types: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ type: string; count: number }>`
    select e.type, count(*)::int as count
    from unnest(${[...types]}::text[]) as e (type)
    join webhooks w on w.workspace_id = ${workspaceId} and w.deleted_at is null
      and w.disabled_at is null and not w.suspended and ${selectsType}
    group by e.type
  `.execute(em.getKysely());
  return new Map(rows.map(({ type, count }) => [type, count]));
}
