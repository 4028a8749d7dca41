import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import { toWebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import type { LiveFeed } from './live-feed.ts';
import { requireWebhook } from './require-webhook.ts';
import type { WebhookUpdate } from './webhook-messages.ts';
import { WebhookUpdateType } from './webhook-update.type.ts';

/** The stream of webhooks. Each feed needs its own class, since type-graphql calls `subscribe` without an instance. */
export function createWebhookLiveResolverClass(feed: Pick<LiveFeed, 'followWebhooks'>) {
  @Resolver()
  class WebhookLiveResolver {
    @Authorized<Scope>('webhooks:read')
    @Subscription(() => WebhookUpdateType, {
      description:
        'Every change of the webhooks of the workspace, or of one webhook: its settings, state and health at once, and the counts of its deliveries at most once a second. The first message has no webhook: load the webhooks after it. The stream completes when the workspace is being deleted.',
      subscribe: async ({ context, args }: { context: AuthorizedContext; args: Args }) =>
        feed.followWebhooks({
          workspaceId: context.viewer.workspaceId,
          webhookId:
            args.webhookId == null ? null : (await requireWebhook(context, args.webhookId)).id,
        }),
    })
    webhookUpdated(
      @Root() { webhook, deletedId, ...rest }: WebhookUpdate,
      @Arg('webhookId', () => ID, {
        nullable: true,
        description:
          'Limits the stream to this webhook. One that is unknown or deleted is the error NOT_FOUND.',
      })
      _webhookId?: string | null,
    ): WebhookUpdateType {
      return {
        ...rest,
        webhook: webhook && toWebhookType(webhook),
        deletedId: deletedId && encodeId(IdPrefix.webhook, deletedId),
      };
    }
  }
  return WebhookLiveResolver;
}

interface Args {
  webhookId?: string | null;
}
