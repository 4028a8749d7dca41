import { IdPrefix } from '../kernel/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';
import { findWebhooks } from './find-webhook.ts';
import { toWebhookType, type WebhookType } from './webhook.type.ts';

/**
 * The webhooks that one answer shows, by UUID, read together: `webhookById(context).load(uuid)`. Null
 * for what is deleted or belongs to another workspace than the viewer's.
 */
export const webhookById = createRequestLoader<AuthorizedContext, WebhookType>(
  async ({ em, viewer }, uuids) => {
    const found = await findWebhooks(em, viewer.workspaceId, uuids);
    return new Map([...found].map(([uuid, webhook]) => [uuid, toWebhookType(webhook)]));
  },
);

/** How `node(id:)` finds a webhook. */
export const webhookFinder: NodeFinder = {
  prefix: IdPrefix.webhook,
  scope: 'webhooks:read',
  find: (context, uuid) => webhookById(context).load(uuid),
};
