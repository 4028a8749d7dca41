import { Authorized, Query, Resolver } from 'type-graphql';
import { EventType } from './event-type.type.ts';
import { listEventTypes } from './event-types.ts';

/** The catalogue in the API. Any valid token may read it, because it is the same for every workspace. */
@Resolver()
export class EventTypeResolver {
  /** Lists every event type of the catalogue, without the wildcard. */
  @Authorized()
  @Query(() => [EventType], { description: 'All event types that a webhook can subscribe to.' })
  eventTypes(): readonly EventType[] {
    return listEventTypes();
  }
}
