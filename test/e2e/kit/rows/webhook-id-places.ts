import { DeliveryUpdated, ListDeliveries } from '../../../kit/documents.ts';
import { createOperation, parseOperation } from '../operation.ts';
import { change, read, type TenancyRows } from './tenancy-row.ts';

/** The places of webhooks, events and deliveries. */
export const webhookIdPlaces: TenancyRows = {
  'Query.webhook(id)': read('webhookId', 'Query.webhook'),
  'Query.delivery(id)': read('deliveryId', 'Query.delivery'),
  'Query.event(id)': read('eventId', 'Query.event'),
  'Query.deliveries(filter.webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(ListDeliveries, { filter: { webhookId } }),
    answer: { deliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  },
  'Webhook.deliveries(filter.webhookId)': {
    kind: 'webhookId',
    ask: (given, { webhookId }) => parseOperation(deliveriesOfWebhook, { webhookId, given }),
    answer: { webhook: { deliveries: { nodes: [] } } },
  },
  'Mutation.updateWebhook(input.webhookId)': change('webhookId', 'updateWebhook', {
    webhook: null,
  }),
  'Mutation.deleteWebhook(input.webhookId)': change('webhookId', 'deleteWebhook', {
    deletedId: null,
  }),
  'Mutation.pauseWebhook(input.webhookId)': change('webhookId', 'pauseWebhook', { webhook: null }),
  'Mutation.enableWebhook(input.webhookId)': change('webhookId', 'enableWebhook', {
    webhook: null,
  }),
  'Mutation.resumeWebhook(input.webhookId)': change('webhookId', 'resumeWebhook', {
    webhook: null,
    waitingCount: null,
    oldestWaitingAt: null,
  }),
  'Mutation.regenerateSecret(input.webhookId)': change('webhookId', 'regenerateSecret', {
    webhook: null,
    secret: null,
  }),
  'Mutation.sendTest(input.webhookId)': change('webhookId', 'sendTest', { delivery: null }),
  'Mutation.resendDelivery(input.deliveryId)': change('deliveryId', 'resendDelivery', {
    delivery: null,
  }),
  'Subscription.deliveryUpdated(webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(DeliveryUpdated, { webhookId }),
    answer: null,
    code: 'NOT_FOUND',
  },
};

const deliveriesOfWebhook = `query ($webhookId: ID!, $given: ID!) {
  webhook(id: $webhookId) { deliveries(filter: { webhookId: $given }) { nodes { id } } }
}`;
