import { Arg, Args, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { searchConnection, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import { decodeId, IdPrefix } from '../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { readCriteria } from './event-criteria.ts';
import { EventListArgs } from './event-list-args.type.ts';
import { EventConnectionType, EventType, toEventType } from './event.type.ts';
import { eventFinder } from './load-event.ts';
import { searchEvents } from './search-events.ts';

/** Queries for events. */
@Resolver()
export class EventResolver {
  @Authorized<Scope>('webhooks:read')
  @Query(() => EventConnectionType, { description: 'The events of the workspace, newest first.' })
  async events(
    @Args(() => EventListArgs) { filter, ...page }: EventListArgs,
    @Ctx() { em, viewer: { workspaceId } }: AuthorizedContext,
  ): Promise<Connection<EventType>> {
    const criteria = readCriteria(filter ?? {});
    const search = (keyset: Keyset) => searchEvents(em, workspaceId, criteria, keyset);
    return searchConnection(page, search, toEventType, { workspaceId, list: { name: 'events' } });
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => EventType, {
    nullable: true,
    description: 'Null if it does not exist or belongs to another workspace.',
  })
  async event(
    @Arg('id', () => ID, {
      description: 'Begins with `evt_`, as `webhook-id` does. Any other text gives null.',
    })
    id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<EventType | null> {
    const uuid = decodeId(IdPrefix.event, id);
    return uuid === null ? null : eventFinder.find(context, uuid);
  }
}
