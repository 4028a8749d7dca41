import { arrayOf, pageWhere, sql, type EntityManager } from '../db/index.ts';
import { countedMax, timeOfId, toBoundedCount, type BoundedCount } from '../kernel/index.ts';
import {
  createArgsLoader,
  createRequestLoader,
  loadConnection,
  type Connection,
  type Keyset,
  type PageArgs,
} from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import type { Delivery } from './delivery.ts';
import { deliveryList, toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { findDeliveries } from './find-deliveries.ts';
import { firstIdAt } from './split-by-day.ts';

/**
 * Loads one page of the deliveries of an event (UUID), newest first. The same page of many events is read by two
 * statements. The caller must have checked that the viewer may see the event.
 *
 * @throws GraphQLError BAD_USER_INPUT for invalid arguments
 */
export async function listEventDeliveries(
  context: AuthorizedContext,
  eventUuid: string,
  page: PageArgs,
): Promise<Connection<DeliveryType>> {
  const find = async (keyset: Keyset) =>
    (await deliveriesByEvent(context, keyset).load(eventUuid)) ?? [];
  const countTotal = async () =>
    (await countByEvent(context).load(eventUuid)) ?? { count: 0, isExact: true };
  return loadConnection(page, find, toDeliveryType, { list: deliveryList, countTotal });
}

const deliveriesByEvent = createArgsLoader<AuthorizedContext, Keyset, Delivery[]>(
  async ({ em, viewer }, keyset, eventIds) => {
    const ids = await findIds(em, eventIds, keyset);
    const all = await findDeliveries(em, [viewer.workspaceId], [...ids.values()].flat());
    const toRows = (uuids: string[]) => uuids.flatMap((uuid) => all.get(uuid) ?? []);
    return new Map([...ids].map(([eventId, uuids]) => [eventId, toRows(uuids)]));
  },
);

const countByEvent = createRequestLoader<AuthorizedContext, BoundedCount>(({ em }, eventIds) =>
  countDeliveries(em, eventIds),
);

/** Finds the ids of the page of each event, in order. */
async function findIds(
  em: EntityManager,
  eventIds: readonly string[],
  keyset: Keyset,
): Promise<Map<string, string[]>> {
  const page = pageWhere(ofSource, keyset);
  const { rows } = await sql<{ eventId: string; id: string }>`
    select source.key as "eventId", listed.id from ${toSource(eventIds)}
    cross join lateral (select id from deliveries ${page}) as listed
    order by listed.id ${sql.raw(keyset.direction)}
  `.execute(em.getKysely());
  const grouped = Map.groupBy(rows, ({ eventId }) => eventId);
  return new Map([...grouped].map(([eventId, found]) => [eventId, found.map(({ id }) => id)]));
}

async function countDeliveries(
  em: EntityManager,
  eventIds: readonly string[],
): Promise<Map<string, BoundedCount>> {
  const { rows } = await sql<{ eventId: string; found: number }>`
    select source.key as "eventId", found from ${toSource(eventIds)}
    cross join lateral (
      select count(*)::int as found from (
        select from deliveries where ${sql.join(ofSource, sql` and `)} limit ${countedMax + 1}::int
      ) as bounded
    ) as counted
  `.execute(em.getKysely());
  return new Map(rows.map(({ eventId, found }) => [eventId, toBoundedCount(found)]));
}

/** An item of a `from`. A delivery is never older than its event, so older partitions are not read. */
function toSource(eventIds: readonly string[]) {
  const ids = arrayOf('uuid', eventIds, (id) => id);
  const firstIds = arrayOf('uuid', eventIds, (id) => firstIdAt(timeOfId(id)));
  return sql`unnest(${ids}, ${firstIds}) as source (key, first_id)`;
}

const ofSource = [sql`event_id = source.key`, sql`id >= source.first_id`] as const;
