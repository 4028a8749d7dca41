import { pageWhere, sql, type EntityManager } from '../db/index.ts';
import { countedMax, toBoundedCount, type BoundedCount } from '../kernel/index.ts';
import { loadConnection, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { readWebhooks } from './find-webhook.ts';
import { toConditions } from './webhook-criteria.ts';
import type { WebhookListArgs } from './webhook-list-args.type.ts';
import {
  WebhookOrderField,
  webhookOrders,
  type SortedRow,
  type WebhookOrder,
} from './webhook-order.ts';
import type { ShownWebhook } from './webhook.entity.ts';
import { toWebhookType, type WebhookType } from './webhook.type.ts';

type Conditions = ReturnType<typeof toConditions>;

/**
 * Loads one page of the webhooks of the viewer's workspace, without deleted ones. A webhook whose place in the order
 * changes between two pages may be on both or on neither.
 *
 * @throws UserError for an invalid search or list; GraphQLError BAD_USER_INPUT for invalid arguments of the page
 */
export async function listWebhooks(
  { em, viewer: { workspaceId } }: AuthorizedContext,
  { search, statuses, orderBy, ...page }: WebhookListArgs,
): Promise<Connection<WebhookType>> {
  const conditions = toConditions(workspaceId, { search, statuses });
  const order = webhookOrders[orderBy?.field ?? WebhookOrderField.CREATED_AT];
  const find = (keyset: Keyset) => findPage(em, conditions, keyset, order);
  return loadConnection(page, find, toWebhookType, {
    workspaceId,
    direction: orderBy?.direction ?? order.direction,
    list: { name: 'webhooks' },
    ...(order.sortKey && { sortKey: order.sortKey }),
    countTotal: () => countMatching(em, conditions),
  });
}

/** Computes the value of the order once for each row. Without one, an index has the rows in order. */
async function findPage(
  em: EntityManager,
  conditions: Conditions,
  keyset: Keyset,
  { value }: WebhookOrder,
): Promise<(ShownWebhook & SortedRow)[]> {
  if (!value) return readWebhooks(em, sql`webhooks ${pageWhere(conditions, keyset)}`);
  const matching = sql`select *, ${value} as sort_value from webhooks where ${sql.join(conditions, sql` and `)} offset 0`;
  const page = pageWhere([sql`true`], keyset, sql`sort_value`);
  const key = sql`, sort_value::text as "sortKey"`;
  return readWebhooks<SortedRow>(em, sql`(${matching}) as webhooks ${page}`, key);
}

async function countMatching(em: EntityManager, conditions: Conditions): Promise<BoundedCount> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (
      select from webhooks where ${sql.join(conditions, sql` and `)} limit ${countedMax + 1}::int
    ) as bounded
  `.execute(em.getKysely());
  return toBoundedCount(rows[0]?.found ?? 0);
}
