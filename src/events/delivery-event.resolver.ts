import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { DeliveryType, loadLastAttempt, mayRead, nullForWriters } from '../deliveries/index.ts';
import { describeLongText, payloadKib } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { EventType, toEventType } from './event.type.ts';
import { eventById } from './load-event.ts';

/** The event of a delivery. */
@Resolver(() => DeliveryType)
export class DeliveryEventResolver {
  @FieldResolver(() => EventType, {
    nullable: true,
    description: `Null once the event has been deleted. ${nullForWriters}`,
  })
  async event(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<EventType | null> {
    if (!mayRead(context)) return null;
    const event = await eventById(context.em).load(delivery.eventUuid);
    return event && toEventType(event);
  }

  @Extensions({ textKib: payloadKib })
  @FieldResolver(() => String, {
    nullable: true,
    description: `The body exactly as it is sent and signed, byte for byte. Of a chat format, the message of the last attempt; before the first, the event. Null once the event has been deleted or erased. ${nullForWriters} ${describeLongText(payloadKib)}`,
  })
  async requestPayload(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<string | null> {
    if (!mayRead(context)) return null;
    const [attempt, event] = await Promise.all([
      loadLastAttempt(delivery, context),
      eventById(context.em).load(delivery.eventUuid),
    ]);
    return (event?.body && attempt?.message) ?? event?.body ?? null;
  }
}
