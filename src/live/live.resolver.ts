import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import { DeliveryFilter, deliveryList, readCriteria, toDeliveryType } from '../deliveries/index.ts';
import { badInput, encodeCursor } from '../kernel/graphql/index.ts';
import { invalidInput } from '../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { createInterest, type DeliveryInterest } from './delivery-interest.ts';
import type { LiveFeed } from './live-feed.ts';
import type { LiveUpdate } from './live-update.ts';
import { LiveUpdateType } from './live-update.type.ts';
import { decodeCursor, type Position } from './position.ts';
import { requireWebhook } from './require-webhook.ts';

/**
 * The live stream in GraphQL. Each feed needs its own class, since type-graphql calls `subscribe` without an
 * instance.
 */
export function createLiveResolverClass(feed: Pick<LiveFeed, 'followDeliveries'>) {
  @Resolver()
  class LiveResolver {
    @Authorized<Scope>('webhooks:read')
    @Subscription(() => LiveUpdateType, {
      description:
        'Every change of the deliveries of the workspace, or of one webhook. The first message has no delivery, and `isStart` unless you continue with `after`: load the list after it. Each later message without a delivery has a `gap` or only brings a fresh cursor. A message with a delivery shows its newest state; states between two messages may be left out. The stream completes when the workspace is being deleted.',
      subscribe: async ({
        context,
        args,
      }: {
        context: AuthorizedContext;
        args: DeliveryUpdatedArgs;
      }) =>
        feed.followDeliveries({
          after: readAfter(context, args),
          interest: await readInterest(context, args),
        }),
    })
    deliveryUpdated(
      @Root() update: LiveUpdate,
      @Arg('webhookId', () => ID, {
        nullable: true,
        description:
          'Limits the stream to this webhook. One that is unknown or deleted is the error NOT_FOUND.',
      })
      _webhookId?: string | null,
      @Arg('filter', () => DeliveryFilter, {
        nullable: true,
        description:
          'As in `deliveries`; `webhookIds` must not exclude the webhook of `webhookId`. A delivery that does not match any more is sent once more, with `isMatch: false`; so is each delivery of an erased event when there is a `text`. Each read compares a limited number of payloads with the texts of a workspace, fewer for many or long texts; beyond it, streams with a text get a `gap`.',
      })
      _filter?: DeliveryFilter | null,
      @Arg('after', () => String, {
        nullable: true,
        description:
          'The `cursor` of the last message that you received: you get every change after it and none twice, from any node, for 24 hours or until PostgreSQL restarts. When that is not possible, the first message has a `gap`. Use it with the same arguments; with others, changes may come twice.',
      })
      _after?: string | null,
    ): LiveUpdateType {
      return toUpdateType(update);
    }
  }
  return LiveResolver;
}

function toUpdateType(update: LiveUpdate): LiveUpdateType {
  if (!update.delivery) return { ...update, delivery: null, edge: null };
  const { delivery } = update;
  const node = toDeliveryType(delivery);
  return {
    ...update,
    delivery: node,
    edge: { cursor: encodeCursor(delivery, deliveryList, delivery.workspaceId), node },
  };
}

interface DeliveryUpdatedArgs {
  webhookId?: string | null;
  filter?: DeliveryFilter | null;
  after?: string | null;
}

/**
 * @throws AccessError NOT_FOUND for a webhook that is not in the workspace
 * @throws UserError for an invalid filter, and for one that excludes the webhook
 */
async function readInterest(
  context: AuthorizedContext,
  { webhookId, filter }: DeliveryUpdatedArgs,
): Promise<DeliveryInterest> {
  const { workspaceId } = context.viewer;
  const criteria = readCriteria(filter ?? {});
  if (webhookId == null) return createInterest(workspaceId, criteria);
  const webhook = await requireWebhook(context, webhookId);
  if (criteria.webhookIds && !criteria.webhookIds.includes(webhook.id)) {
    const message =
      'webhookId and filter.webhookIds contradict each other: the list does not have that webhook.';
    throw invalidInput('filter.webhookIds', message);
  }
  return createInterest(workspaceId, { ...criteria, webhookIds: [webhook.id] });
}

/** @throws GraphQLError BAD_USER_INPUT for a text that is no cursor of a live stream of the workspace */
function readAfter({ viewer }: AuthorizedContext, { after }: DeliveryUpdatedArgs): Position | null {
  if (after == null) return null;
  const position = decodeCursor(after, viewer.workspaceId);
  if (!position) throw badInput("`after` is not a cursor of this workspace's live stream.");
  return position;
}
