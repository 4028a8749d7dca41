import type { EntityManager } from '../db/index.ts';
import { IdPrefix } from '../kernel/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';
import { findWebhooks } from './find-webhook.ts';
import { toWebhookType, type WebhookType } from './webhook.type.ts';

/** By workspace and UUID. A row is found only under the id of its own workspace. */
const webhookByKey = createRequestLoader<EntityManager, WebhookType>(async (em, keys) => {
  const [workspaceIds, uuids] = [0, 1].map((part) => keys.map((key) => key.split(' ')[part] ?? ''));
  const found = await findWebhooks(em, [...new Set(workspaceIds)], uuids ?? []);
  return new Map(
    [...found.values()].map((webhook) => [
      toKey(webhook.workspaceId, webhook.id),
      toWebhookType(webhook),
    ]),
  );
});

/** Neither part has a space. */
function toKey(workspaceId: string, uuid: string): string {
  return `${workspaceId} ${uuid}`;
}

/**
 * Loads the webhooks of one response together, by UUID: `webhookById(context).load(uuid)`. Null for a
 * webhook that is deleted or not in the viewer's workspace.
 */
export function webhookById({ em, viewer }: AuthorizedContext) {
  return {
    load: async (uuid: string): Promise<WebhookType | null> =>
      webhookByKey(em).load(toKey(viewer.workspaceId, uuid)),
  };
}

/** Finds a webhook for `node(id:)`. */
export const webhookFinder: NodeFinder = {
  prefix: IdPrefix.webhook,
  scope: 'webhooks:read',
  find: (context, uuid) => webhookById(context).load(uuid),
};
