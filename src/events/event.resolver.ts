import { Arg, Args, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import {
  createConnectionType,
  loadConnection,
  PageArgs,
  type Connection,
} from '../kernel/graphql/index.ts';
import { decodeId, IdPrefix } from '../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { EventType, toEventType } from './event.type.ts';
import { findEventPage } from './find-events.ts';
import { eventFinder } from './load-event.ts';

const EventConnectionType = createConnectionType('Event', EventType);

/** Queries for events. */
@Resolver()
export class EventResolver {
  @Authorized<Scope>('webhooks:read')
  @Query(() => EventConnectionType, { description: 'The events of the workspace, newest first.' })
  async events(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<Connection<EventType>> {
    return loadConnection(
      page,
      (keyset) => findEventPage(em, viewer.workspaceId, keyset),
      toEventType,
      { list: { name: 'events' } },
    );
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => EventType, {
    nullable: true,
    description: 'Null if it does not exist or belongs to another workspace.',
  })
  async event(
    @Arg('id', () => ID) id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<object | null> {
    const uuid = decodeId(IdPrefix.event, id);
    return uuid === null ? null : eventFinder.find(context, uuid);
  }
}
