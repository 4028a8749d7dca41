import { useSubscription } from 'urql';
import { graphql } from './graphql/index.ts';

const followDocument = graphql(/* GraphQL */ `
  subscription FollowEvent($eventId: ID!, $after: String) {
    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {
      cursor
      isStart
      gap
      delivery {
        ...DeliveryRow
      }
    }
  }
`);

/**
 * Keeps the deliveries of an event up to date in the cache, also those that are made later, such as resends. Every part
 * of the page that shows one of them changes with it.
 *
 * @param eventId null: nothing is followed
 */
export function useLiveEvent(eventId: string | null): void {
  useSubscription({
    query: followDocument,
    variables: { eventId: eventId ?? '' },
    pause: eventId === null,
  });
}
