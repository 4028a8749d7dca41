import { DeliveryUpdated, ListDeliveries } from '../../../kit/documents.ts';
import { createOperation, parseOperation } from '../operation.ts';
import { change, read, type TenancyRows } from './tenancy-row.ts';

/** The places of webhooks, events and deliveries. */
export const webhookIdPlaces: TenancyRows = {
  'Query.webhook(id)': read('webhookId', 'Query.webhook'),
  'Query.delivery(id)': read('deliveryId', 'Query.delivery'),
  'Query.event(id)': read('eventId', 'Query.event'),
  'Query.deliveries(filter.webhookIds.*)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(ListDeliveries, { filter: { webhookIds: [webhookId] } }),
    answer: { deliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  },
  'Query.deliveries(filter.eventId)': {
    kind: 'eventId',
    ask: (eventId) => createOperation(ListDeliveries, { filter: { eventId } }),
    answer: { deliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  },
  'Webhook.deliveries(filter.eventId)': {
    kind: 'eventId',
    ask: (given, { webhookId }) =>
      parseOperation(deliveriesOfWebhook('eventId: $given'), { webhookId, given }),
    answer: { webhook: { deliveries: { nodes: [] } } },
  },
  'Webhook.deliveries(filter.webhookIds.*)': {
    kind: 'webhookId',
    ask: (given, { webhookId }) =>
      parseOperation(deliveriesOfWebhook('webhookIds: [$given]'), { webhookId, given }),
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
  'Mutation.eraseEvent(input.eventId)': change('eventId', 'eraseEvent', { event: null }),
  'Subscription.deliveryUpdated(webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(DeliveryUpdated, { webhookId }),
    answer: null,
    code: 'NOT_FOUND',
  },
};

const deliveriesOfWebhook = (filter: string) => `query ($webhookId: ID!, $given: ID!) {
  webhook(id: $webhookId) { deliveries(filter: { ${filter} }) { nodes { id } } }
}`;
