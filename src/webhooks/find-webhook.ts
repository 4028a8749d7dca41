import { LockMode } from '@mikro-orm/core';
import { pageWhere, sql, toDate, type EntityManager } from '../db/index.ts';
import type { Keyset } from '../kernel/graphql/index.ts';
import { decodeId, IdPrefix, notFound } from '../kernel/index.ts';
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
  const where = sql`
    where id = any(${[...uuids]}::uuid[]) and workspace_id = any(${[...workspaceIds]}::text[])
      and deleted_at is null
  `;
  const webhooks = await readWebhooks(em, where);
  return new Map(webhooks.map((webhook) => [webhook.id, webhook]));
}

/** Reads one page of the webhooks of the workspace that are not deleted. */
export async function findWebhookPage(
  em: EntityManager,
  workspaceId: string,
  keyset: Keyset,
): Promise<ShownWebhook[]> {
  return readWebhooks(em, pageWhere([isLiveIn(workspaceId)], keyset));
}

/** Counts the webhooks of a workspace that are not deleted, whatever their status. */
export async function countWebhooks(em: EntityManager, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhooks where ${isLiveIn(workspaceId)}
  `.execute(em.getKysely());
  return rows[0]?.count ?? 0;
}

function isLiveIn(workspaceId: string) {
  return sql`workspace_id = ${workspaceId} and deleted_at is null`;
}

async function readWebhooks(
  em: EntityManager,
  where: ReturnType<typeof sql>,
): Promise<ShownWebhook[]> {
  const { rows } = await sql<Row>`
    select id, workspace_id as "workspaceId", name, url, events, timeout_seconds as "timeoutSeconds",
      secret_hint as "secretHint", secret_created_at as "secretCreatedAt", paused_at as "pausedAt",
      disabled_at as "disabledAt", disabled_reason as "disabledReason", suspended,
      created_at as "createdAt", updated_at as "updatedAt"
    from webhooks ${where}
  `.execute(em.getKysely());
  return rows.map((row) => ({
    ...row,
    secretCreatedAt: toDate(row.secretCreatedAt),
    pausedAt: toDate(row.pausedAt),
    disabledAt: toDate(row.disabledAt),
    createdAt: toDate(row.createdAt),
    updatedAt: toDate(row.updatedAt),
  }));
}

type Instants = 'secretCreatedAt' | 'pausedAt' | 'disabledAt' | 'createdAt' | 'updatedAt';

interface Row extends Omit<ShownWebhook, Instants> {
  secretCreatedAt: string;
  pausedAt: string | null;
  disabledAt: string | null;
  createdAt: string;
  updatedAt: string;
}

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
