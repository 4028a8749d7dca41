import { IdPrefix } from '../kernel/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';
import { findWebhooks } from './find-webhook.ts';
import { toWebhookType, type WebhookType } from './webhook.type.ts';

/**
 * Loads the webhooks of one response together, by UUID: `webhookById(context).load(uuid)`. Null for a
 * webhook that is deleted or not in the viewer's workspace.
 */
export const webhookById = createRequestLoader<AuthorizedContext, WebhookType>(
  async ({ em, viewer }, uuids) => {
    const found = await findWebhooks(em, viewer.workspaceId, uuids);
    return new Map([...found].map(([uuid, webhook]) => [uuid, toWebhookType(webhook)]));
  },
);

/** Finds a webhook for `node(id:)`. */
export const webhookFinder: NodeFinder = {
  prefix: IdPrefix.webhook,
  scope: 'webhooks:read',
  find: (context, uuid) => webhookById(context).load(uuid),
};
