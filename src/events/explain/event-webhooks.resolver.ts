import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { deliveryById, DeliveryType, mayRead, nullForWriters } from '../../deliveries/index.ts';
import {
  createArgsLoader,
  loadConnection,
  PageArgs,
  type Connection,
  type Keyset,
} from '../../kernel/graphql/index.ts';
import { webhookById, WebhookType } from '../../webhooks/index.ts';
import type { AuthorizedContext } from '../../workspaces/index.ts';
import { EventType } from '../event.type.ts';
import {
  EventWebhookConnectionType,
  EventWebhookType,
  toEventWebhookType,
} from './event-webhook.type.ts';
import {
  deletedShownDays,
  findEventWebhooks,
  type AskedEvent,
  type EventWebhook,
} from './find-event-webhooks.ts';

/** Finds the same page of all events of a response with one statement. An event is given as JSON. */
const webhooksByEvent = createArgsLoader<AuthorizedContext, Keyset, EventWebhook[]>(
  async ({ em, viewer }, keyset, keys) => {
    const events = keys.map((key) => JSON.parse(key) as AskedEvent);
    const found = await findEventWebhooks(em, viewer.workspaceId, events, keyset);
    return new Map(keys.map((key, place) => [key, found.get(events[place]?.id ?? '') ?? []]));
  },
);

/** The webhooks that did or did not get an event. */
@Resolver(() => EventType)
export class EventWebhooksResolver {
  @FieldResolver(() => EventWebhookConnectionType, {
    nullable: true,
    description: `Every webhook of the workspace, newest first, with its delivery of the event or the reason why there is none. Includes webhooks that were deleted since, and those deleted up to ${deletedShownDays} days before. ${nullForWriters}`,
  })
  async webhooks(
    @Root() { uuid, type }: EventType,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<EventWebhookType> | null> {
    if (!mayRead(context)) return null;
    const key = JSON.stringify({ id: uuid, type } satisfies AskedEvent);
    const find = async (keyset: Keyset) => (await webhooksByEvent(context, keyset).load(key)) ?? [];
    return loadConnection(page, find, (row) => toEventWebhookType(uuid, row), {
      workspaceId: context.viewer.workspaceId,
      list: { name: 'event-webhooks' },
    });
  }
}

/** The objects of an `EventWebhook`. */
@Resolver(() => EventWebhookType)
export class EventWebhookResolver {
  @FieldResolver(() => WebhookType, { nullable: true, description: 'Null if it was deleted.' })
  async webhook(
    @Root() { webhookUuid }: EventWebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<WebhookType | null> {
    return webhookById(context).load(webhookUuid);
  }

  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description:
      'The delivery that the event made when it was published. Resends are in `Event.deliveries`.',
  })
  async delivery(
    @Root() { deliveryUuid }: EventWebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<DeliveryType | null> {
    return deliveryUuid === null ? null : deliveryById(context).load(deliveryUuid);
  }
}
