import type { ShownWebhook } from '../webhooks/index.ts';
import type { WebhookBatch } from './read-webhooks.ts';

/** The webhooks that a subscriber follows. */
export interface WebhookInterest {
  workspaceId: string;
  /** UUID; null for all webhooks of the workspace. */
  webhookId: string | null;
}

/** One message of the stream of webhooks. */
export interface WebhookUpdate {
  /** True in the first message of a subscription: load the webhooks. */
  isStart: boolean;
  /** True when changes were left out: load the webhooks again. */
  gap: boolean;
  webhook: ShownWebhook | null;
  /** UUID. */
  deletedId: string | null;
}

const empty: WebhookUpdate = { isStart: false, gap: false, webhook: null, deletedId: null };

/** Returns the message that replaces others. */
export function createWebhookGap(): WebhookUpdate {
  return { ...empty, gap: true };
}

/** Messages of one read: always the same objects for the same interest. */
export interface WebhookMessages {
  start: WebhookUpdate;
  listFor(interest: WebhookInterest): readonly WebhookUpdate[];
}

export function createWebhookMessages(batch: WebhookBatch): WebhookMessages {
  const start = { ...empty, isStart: true };
  const gap = createWebhookGap();
  const updates = new Map<string, WebhookUpdate | null>();

  function findUpdate(id: string, workspaceId: string): WebhookUpdate | null {
    const known = updates.get(id);
    if (known !== undefined) return known;
    const update = createUpdate(batch, id, workspaceId);
    updates.set(id, update);
    return update;
  }

  return {
    start,
    listFor({ workspaceId, webhookId }) {
      const [changed, counted] = [batch.changed, batch.counted].map((ids) => ids.get(workspaceId));
      if (changed === null || counted === null) return [gap];
      const ids = [...new Set([...(changed ?? []), ...(counted ?? [])])];
      const mine = webhookId === null ? ids : ids.filter((id) => id === webhookId);
      return mine.flatMap((id) => findUpdate(id, workspaceId) ?? []);
    },
  };
}

/** Null for a deleted webhook of which only the counts have changed. */
function createUpdate(
  { webhooks, changed }: WebhookBatch,
  id: string,
  workspaceId: string,
): WebhookUpdate | null {
  const webhook = webhooks.get(id);
  if (webhook?.workspaceId === workspaceId) return { ...empty, webhook };
  return changed.get(workspaceId)?.has(id) ? { ...empty, deletedId: id } : null;
}
