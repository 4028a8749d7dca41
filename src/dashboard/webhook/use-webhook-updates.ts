import { useEffect, useEffectEvent } from 'react';
import { useClient } from 'urql';
import type { WebhookLiveSubscription } from '../api/graphql/graphql.ts';
import { graphql } from '../api/graphql/index.ts';

const liveDocument = graphql(/* GraphQL */ `
  subscription WebhookLive($webhookId: ID) {
    webhookUpdated(webhookId: $webhookId) {
      isStart
      gap
      deletedId
      webhook {
        ...WebhookFacts
      }
    }
  }
`);

/** A message about webhooks. The cache has it already. */
export type WebhookUpdate = WebhookLiveSubscription['webhookUpdated'];

/**
 * Follows one webhook, or all of the workspace. Every part of the page that shows one changes with it.
 *
 * @param webhookId null for all
 * @param onUpdate gets each message, none left out
 */
export function useWebhookUpdates(
  webhookId: string | null,
  onUpdate: (update: WebhookUpdate) => void,
): void {
  const client = useClient();
  const tell = useEffectEvent(onUpdate);
  useEffect(() => {
    const { unsubscribe } = client
      .subscription(liveDocument, { webhookId })
      .subscribe(({ data }) => {
        if (data) tell(data.webhookUpdated);
      });
    return unsubscribe;
  }, [client, webhookId]);
}
