import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../kernel/index.ts';
import { WebhookEntity, type Webhook } from './webhook.entity.ts';

/**
 * Finds a webhook by its API id. Null if the id is malformed or unknown, or the webhook is deleted or
 * belongs to another workspace; callers cannot tell which.
 */
export async function findWebhook(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Webhook | null> {
  const uuid = decodeId(IdPrefix.webhook, id);
  return uuid === null ? null : em.findOne(WebhookEntity, liveIn(workspaceId, uuid));
}

/** Finds the webhooks of these workspaces among these UUIDs in one query, by UUID, without deleted ones. */
export async function findWebhooks(
  em: EntityManager,
  workspaceIds: readonly string[],
  uuids: readonly string[],
): Promise<Map<string, Webhook>> {
  const where = {
    id: { $in: [...uuids] },
    workspaceId: { $in: [...workspaceIds] },
    deletedAt: null,
  };
  const webhooks = await em.find(WebhookEntity, where);
  return new Map(webhooks.map((webhook) => [webhook.id, webhook]));
}

/** Counts the webhooks of a workspace that are not deleted, whatever their status. */
export async function countWebhooks(em: EntityManager, workspaceId: string): Promise<number> {
  return em.count(WebhookEntity, { workspaceId, deletedAt: null });
}

/**
 * Like `findWebhook`, but reads the row again and locks it until the caller's transaction ends, so that
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
