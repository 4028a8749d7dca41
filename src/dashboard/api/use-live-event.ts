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
 * @param reload loads what is shown again: a change may have come before the first message, or in a gap
 */
export function useLiveEvent(eventId: string | null, reload?: () => void): void {
  useSubscription(
    {
      query: followDocument,
      variables: { eventId: eventId ?? '' },
      pause: eventId === null,
    },
    (_previous, data) => {
      const { isStart, gap } = data.deliveryUpdated;
      if (isStart || gap) reload?.();
      return data;
    },
  );
}
