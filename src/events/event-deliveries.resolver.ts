import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  DeliveryConnectionType,
  listEventDeliveries,
  mayRead,
  nullForWriters,
  type DeliveryType,
} from '../deliveries/index.ts';
import { PageArgs, type Connection } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { EventType } from './event.type.ts';

/** The deliveries of an event. */
@Resolver(() => EventType)
export class EventDeliveriesResolver {
  @FieldResolver(() => DeliveryConnectionType, {
    nullable: true,
    description: `All deliveries of the event, also by a resend, newest first. ${nullForWriters}`,
  })
  async deliveries(
    @Root() { uuid }: EventType,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<DeliveryType> | null> {
    return mayRead(context) ? listEventDeliveries(context, uuid, page) : null;
  }
}
