import { sql, type EntityManager } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';

/** The most deliveries that one statement makes, unless a single event has more. It takes about 0.3 s on two cores. */
export const statementDeliveriesMax = 10_000;
/** The most deliveries that the events of one call may make: about 2 s on two cores. */
const callDeliveriesMax = 100_000;

/**
 * Divides events into groups, in their order, each with about as many deliveries as one statement may
 * make. An event that alone has more is a group of its own.
 *
 * @param isLimited whether all together may make `callDeliveriesMax` deliveries at most
 * @throws UserError INVALID_INPUT for more
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
      ? ['This event', 'Too many webhooks want it.']
      : ['These events', 'Publish fewer events in a call.'];
  return userError(
    UserErrorCode.INVALID_INPUT,
    `${events} would make ${total} deliveries, and one call may make ${callDeliveriesMax} at most. ${advice}`,
    'events',
  );
}

/** How many webhooks get an event of each type, as `insertDeliveries` finds them. */
async function countWanting(
  em: EntityManager,
  workspaceId: string,
  types: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ type: string; count: number }>`
    select e.type, count(*)::int as count
    from unnest(${[...types]}::text[]) as e (type)
    join webhooks w on w.workspace_id = ${workspaceId} and w.deleted_at is null
      and w.disabled_at is null and not w.suspended and w.events && array[e.type, '*']
    group by e.type
  `.execute(em.getKysely());
  return new Map(rows.map(({ type, count }) => [type, count]));
}

/** How many deliveries an event of a workspace makes, as its last publish showed. */
export interface FanOutEstimate {
  expect(workspaceId: string): number;
  learn(workspaceId: string, eventCount: number, deliveryCount: number): void;
}

/** Before a workspace has published: room that is not needed is given back when the insert has answered. */
const first = 4;
/** Workspaces remembered; beyond it all are forgotten. */
const workspacesMax = 10_000;

/** Room for a hand-off is kept before the insert, when nobody knows yet how many webhooks want the events. */
export function createFanOutEstimate(): FanOutEstimate {
  const known = new Map<string, number>();
  return {
    expect: (workspaceId) => known.get(workspaceId) ?? first,
    learn(workspaceId, eventCount, deliveryCount) {
      if (known.size >= workspacesMax) known.clear();
      known.set(workspaceId, Math.max(1, Math.ceil(deliveryCount / eventCount)));
    },
  };
}
