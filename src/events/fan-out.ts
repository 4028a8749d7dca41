import { arrayOf, sql, type EntityManager } from '../db/index.ts';
import { passesFilter } from '../deliveries/index.ts';
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
export async function divideEvents<E extends { type: string; body: string }>(
  em: EntityManager,
  workspaceId: string,
  events: readonly E[],
  isLimited: boolean,
): Promise<E[][]> {
  const counts = await countWanting(em, workspaceId, events);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (isLimited && total > callDeliveriesMax) throw tooMany(total, events.length);
  const groups: E[][] = [];
  let room = 0;
  for (const [place, event] of events.entries()) {
    const count = counts[place] ?? 0;
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

/** Counts the webhooks that get each event, by the same conditions as `insertDeliveries`. */
async function countWanting(
  em: EntityManager,
  workspaceId: string,
  events: readonly { type: string; body: string }[],
): Promise<number[]> {
  const { rows } = await sql<{ count: number }>`
    with given as materialized (
      select * from unnest(
        ${arrayOf('text', events, ({ type }) => type)}, ${arrayOf('text', events, ({ body }) => body)}
      ) with ordinality as given (type, body, n)
    ),
    open as (
      select w.events, w.filter_path from webhooks w
      where w.workspace_id = ${workspaceId} and w.deleted_at is null and w.disabled_at is null and not w.suspended
    ),
    filtered as materialized (select * from open where filter_path is not null),
    unfiltered as materialized (
      select e.type, count(*) as count from (select distinct type from given) e
      join open w on w.filter_path is null and ${selectsType}
      group by e.type
    )
    select (coalesce(u.count, 0) + (
      select count(*) from filtered w
      where ${selectsType} and ${passesFilter(sql`given`, sql`e.n`)}
    ))::int as count
    from given e left join unfiltered u on u.type = e.type order by e.n
  `.execute(em.getKysely());
  return rows.map(({ count }) => count);
}
