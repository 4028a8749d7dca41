import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../kernel/index.ts';
import { WebhookEntity, type Webhook } from './webhook.entity.ts';

/**
 * The webhook that the API calls `id`. Null for what is malformed, unknown, deleted or another
 * workspace's: nobody can tell which.
 */
export async function findWebhook(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Webhook | null> {
  const uuid = decodeId(IdPrefix.webhook, id);
  return uuid === null ? null : em.findOne(WebhookEntity, liveIn(workspaceId, uuid));
}

/** Those of these UUIDs that are webhooks of the workspace and not deleted, by UUID, in one statement. */
export async function findWebhooks(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Map<string, Webhook>> {
  const where = { id: { $in: [...uuids] }, workspaceId, deletedAt: null };
  const webhooks = await em.find(WebhookEntity, where);
  return new Map(webhooks.map((webhook) => [webhook.id, webhook]));
}

/** How many webhooks a workspace has; all that are not deleted count, whatever their status. */
export async function countWebhooks(em: EntityManager, workspaceId: string): Promise<number> {
  return em.count(WebhookEntity, { workspaceId, deletedAt: null });
}

/**
 * The same as `findWebhook`, as it is now and locked until the caller's transaction ends, so that two
 * changes of one webhook follow each other.
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
  const webhook = await em.findOne(WebhookEntity, liveIn(workspaceId, uuid), {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (!webhook) throw notFound('webhook', 'webhookId');
  return webhook;
}

function liveIn(workspaceId: string, id: string) {
  return { id, workspaceId, deletedAt: null };
}
