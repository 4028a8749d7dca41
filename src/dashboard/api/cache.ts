import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import type { Exchange } from 'urql';

/** A part of another object: it is stored with that object, not by itself. */
const partOfParent = () => null;

/** The types without an id of their own. A type with an id is found by it, wherever it was loaded. */
const parts = [
  'Attempt',
  'BoundedCount',
  'DeliveryCounts',
  'DeliveryStats',
  'DeliveryStatsBucket',
  'DeliveryStatsTotal',
  'EventWebhook',
  'LiveUpdate',
  'PageInfo',
  'PlanOffer',
  'WebhookPreview',
  'PreviewedEvent',
  'RecoverySkippedCount',
  'ResponseTimes',
  'UserError',
  'Viewer',
  'WebhookCounts',
  'WebhookFailure',
  'WebhookHeader',
  'WebhookHealth',
  'WebhookUpdate',
];

const keys: KeyingConfig = {
  ...Object.fromEntries(parts.map((type) => [type, partOfParent])),
  EventType: (type) => (type.name as string | undefined) ?? null,
};

/** Lists whose rows change with such a mutation: they are loaded again when they are next on the screen. */
const listsOfWebhooks = ['webhooks', 'workspace'];

/** Creates the normalised cache: an update of an object is seen in every list that shows it. */
export function createCache(): Exchange {
  return cacheExchange({
    keys,
    updates: {
      Mutation: {
        createWebhook(result, _args, cache) {
          const { webhook } = result.createWebhook as { webhook?: unknown };
          if (webhook) forget(cache, listsOfWebhooks); // a dry run or an error makes none
        },
        deleteWebhook(result, _args, cache) {
          const { deletedId } = result.deleteWebhook as { deletedId: string | null };
          forgetWebhook(cache, deletedId);
        },
        sendTest: (_result, _args, cache) => forget(cache, ['deliveries']),
        resendDelivery: (_result, _args, cache) => forget(cache, ['deliveries']),
        recoverDeliveries: (_result, _args, cache) => forget(cache, ['recoveries']),
      },
      Subscription: {
        webhookUpdated(result, _args, cache) {
          const { deletedId } = result.webhookUpdated as { deletedId: string | null };
          forgetWebhook(cache, deletedId);
        },
      },
    },
  });
}

interface Cache {
  inspectFields(entity: string): { fieldName: string; fieldKey: string }[];
  invalidate(entity: string | { __typename: 'Webhook'; id: string }, field?: string): void;
}

/** Removes a deleted webhook from every part of the page. */
function forgetWebhook(cache: Cache, deletedId: string | null): void {
  if (!deletedId) return;
  cache.invalidate({ __typename: 'Webhook', id: deletedId });
  forget(cache, listsOfWebhooks);
}

function forget(cache: Cache, fields: readonly string[]): void {
  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
    if (fields.includes(fieldName)) cache.invalidate('Query', fieldKey);
  }
}
