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
        ...WebhookSettings
      }
    }
  }
`);

/** A message about webhooks. The cache has it already. */
export type WebhookUpdate = WebhookLiveSubscription['webhookUpdated'];

/** A refused stream, such as that of a webhook deleted a moment ago: what is shown may be out of date. */
const refused: WebhookUpdate = { isStart: false, gap: true, deletedId: null, webhook: null };

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
    const stream = client.subscription(liveDocument, { webhookId });
    const { unsubscribe } = stream.subscribe(({ data, error }) => {
      if (data) tell(data.webhookUpdated);
      else if (error) tell(refused);
    });
    return unsubscribe;
  }, [client, webhookId]);
}
