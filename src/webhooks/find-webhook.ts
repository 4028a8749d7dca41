import { LockMode } from '@mikro-orm/core';
import { sql, toDate, type EntityManager } from '../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../kernel/index.ts';
import { isLiveIn } from './webhook-criteria.ts';
import { WebhookEntity, type ShownWebhook, type Webhook } from './webhook.entity.ts';

/**
 * Finds a webhook by its API id. Null if the id is malformed or unknown, or the webhook is deleted or
 * belongs to another workspace; callers cannot tell which.
 */
export async function findWebhook(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<ShownWebhook | null> {
  const uuid = decodeId(IdPrefix.webhook, id);
  if (uuid === null) return null;
  return (await findWebhooks(em, [workspaceId], [uuid])).get(uuid) ?? null;
}

/** Finds the webhooks of these workspaces among these UUIDs in one query, by UUID, without deleted ones. */
export async function findWebhooks(
  em: EntityManager,
  workspaceIds: readonly string[],
  uuids: readonly string[],
): Promise<Map<string, ShownWebhook>> {
  const from = sql`webhooks
    where id = any(${[...uuids]}::uuid[]) and workspace_id = any(${[...workspaceIds]}::text[])
      and deleted_at is null
  `;
  const webhooks = await readWebhooks(em, from);
  return new Map(webhooks.map((webhook) => [webhook.id, webhook]));
}

/** Counts the webhooks of a workspace that are not deleted, whatever their status. */
export async function countWebhooks(em: EntityManager, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhooks where ${isLiveIn(workspaceId)}
  `.execute(em.getKysely());
  return rows[0]?.count ?? 0;
}

type Fragment = ReturnType<typeof sql>;

/**
 * Reads webhooks as the API shows them.
 *
 * @param from the rest of the statement after `from`; its table is named `webhooks`
 * @param more columns with texts or numbers, after a comma
 */
export async function readWebhooks<More extends object = object>(
  em: EntityManager,
  from: Fragment,
  more: Fragment = sql``,
): Promise<(ShownWebhook & More)[]> {
  const { rows } = await sql<Row & More>`
    select id, workspace_id as "workspaceId", name, description, url, format, message_text as "messageText", events, filter,
      timeout_seconds as "timeoutSeconds", headers, secret_hint as "secretHint", secret_created_at as "secretCreatedAt",
      case when previous_secret_ends_at > now() then previous_secret_ends_at end as "previousSecretEndsAt",
      paused_at as "pausedAt", disabled_at as "disabledAt", disabled_reason as "disabledReason", suspended,
      failing_since as "failingSince", cooling_down_until as "coolingDownUntil",
      revision, created_at as "createdAt", updated_at as "updatedAt" ${more}
    from ${from}
  `.execute(em.getKysely());
  return rows.map((row) => ({
    ...row,
    secretCreatedAt: toDate(row.secretCreatedAt),
    previousSecretEndsAt: toDate(row.previousSecretEndsAt),
    pausedAt: toDate(row.pausedAt),
    disabledAt: toDate(row.disabledAt),
    failingSince: toDate(row.failingSince),
    coolingDownUntil: toDate(row.coolingDownUntil),
    createdAt: toDate(row.createdAt),
    updatedAt: toDate(row.updatedAt),
  }));
}

/** Instants are text, because MikroORM turns off parsing in the driver. */
interface Instants {
  secretCreatedAt: string;
  previousSecretEndsAt: string | null;
  pausedAt: string | null;
  disabledAt: string | null;
  failingSince: string | null;
  coolingDownUntil: string | null;
  createdAt: string;
  updatedAt: string;
}
type Row = Omit<ShownWebhook, keyof Instants> & Instants;

/**
 * Like `findWebhook`, but reads the whole row and locks it until the caller's transaction ends, so that
 * concurrent changes of one webhook run one after the other.
 *
 * @throws UserError NOT_FOUND on `webhookId`.
 */
export async function lockWebhook(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Webhook> {
  const uuid = decodeId(IdPrefix.webhook, id);
  if (uuid === null) throw notFound('webhook', 'webhookId');
  const where = { id: uuid, workspaceId, deletedAt: null };
  const webhook = await em.findOne(WebhookEntity, where, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (!webhook) throw notFound('webhook', 'webhookId');
  return webhook;
}

/**
 * Writes the changes of a locked webhook and reads its row, as the triggers of the database leave it. Runs in the
 * transaction of the lock.
 */
export async function writeWebhook(em: EntityManager, { id }: Webhook): Promise<ShownWebhook> {
  await em.flush();
  const [written] = await readWebhooks(em, sql`webhooks where id = ${id}::uuid`);
  if (!written) throw new Error(`The row of the webhook ${id} is missing.`);
  return written;
}
