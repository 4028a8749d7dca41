import type { ResultOf } from '@graphql-typed-document-node/core';
import { useEffect, useEffectEvent } from 'react';
import { useClient } from 'urql';
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

/** One message about the deliveries of an event. */
export type EventMessage = ResultOf<typeof followDocument>['deliveryUpdated'];

/**
 * Keeps the deliveries of an event up to date in the cache, also those that are made later, such as resends. Every part
 * of the page that shows one of them changes with it.
 *
 * @param eventId null: nothing is followed
 * @param onMessage called after each message, for what the cache cannot know: that a list has a new entry, or that
 * `isStart` or `gap` demand to load again
 */
export function useLiveEvent(
  eventId: string | null,
  onMessage?: (message: EventMessage) => void,
): void {
  const client = useClient();
  const passOn = useEffectEvent((message: EventMessage) => onMessage?.(message));
  useEffect(() => {
    if (eventId === null) return;
    // Not useSubscription: it calls its handler while React renders, and shows only the last of several messages.
    const { unsubscribe } = client
      .subscription(followDocument, { eventId })
      .subscribe(({ data }) => data && passOn(data.deliveryUpdated));
    return unsubscribe;
  }, [client, eventId]);
}
