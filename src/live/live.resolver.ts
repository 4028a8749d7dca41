import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import { toDeliveryType } from '../deliveries/index.ts';
import { AccessError } from '../kernel/index.ts';
import { findWebhook } from '../webhooks/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import type { LiveFeed } from './live-feed.ts';
import type { LiveUpdate } from './live-update.ts';
import { LiveUpdateType } from './live-update.type.ts';
import type { UpdateQueue } from './update-queue.ts';

/**
 * The live stream in GraphQL. Each feed needs its own class, since type-graphql calls `subscribe` without an
 * instance.
 */
export function createLiveResolverClass(feed: Pick<LiveFeed, 'subscribe'>) {
  @Resolver()
  class LiveResolver {
    @Authorized<Scope>('webhooks:read')
    @Subscription(() => LiveUpdateType, {
      description:
        'Every change of the deliveries of the workspace, or of one webhook. The first message has a cursor and no delivery.',
      subscribe: ({ context, args }: { context: AuthorizedContext; args: DeliveryUpdatedArgs }) =>
        subscribe(feed, context, args),
    })
    deliveryUpdated(
      @Root() update: LiveUpdate,
      @Arg('webhookId', () => ID, { nullable: true }) _webhookId?: string,
    ): LiveUpdateType {
      return { ...update, delivery: update.delivery && toDeliveryType(update.delivery) };
    }
  }
  return LiveResolver;
}

interface DeliveryUpdatedArgs {
  webhookId?: string | null;
}

/** @throws AccessError NOT_FOUND for a webhook that is not in the workspace. */
async function subscribe(
  feed: Pick<LiveFeed, 'subscribe'>,
  { em, viewer: { workspaceId } }: AuthorizedContext,
  { webhookId }: DeliveryUpdatedArgs,
): Promise<UpdateQueue> {
  if (webhookId == null) return feed.subscribe({ workspaceId, webhookId: null });
  const webhook = await findWebhook(em, workspaceId, webhookId);
  if (!webhook) throw new AccessError('NOT_FOUND', 'There is no such webhook in this workspace.');
  return feed.subscribe({ workspaceId, webhookId: webhook.id });
}
