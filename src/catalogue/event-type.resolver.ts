import { Authorized, Query, Resolver } from 'type-graphql';
import { EventType } from './event-type.type.ts';
import { listEventTypes } from './event-types.ts';

/** The catalogue in the API. It is the same for every workspace, so any valid token may read it. */
@Resolver()
export class EventTypeResolver {
  /** Every event type of the catalogue; the wildcard is not one of them. */
  @Authorized()
  @Query(() => [EventType], { description: 'Every event type that a webhook can ask for.' })
  eventTypes(): readonly EventType[] {
    return listEventTypes();
  }
}
