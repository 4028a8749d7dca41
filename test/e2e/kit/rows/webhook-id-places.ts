import {
  DeliveryUpdated,
  ListDeliveries,
  RecoverDeliveries,
  RecoveryUpdated,
  WebhookUpdated,
} from '../../../kit/documents.ts';
import type { DeliveryFilter } from '../../../kit/graphql/graphql.ts';
import { createOperation, parseOperation, type Operation } from '../operation.ts';
import { change, read, type TenancyRows } from './tenancy-row.ts';

const noRecovery = {
  recovery: null,
  ...{ count: null, skippedCounts: null, oldestAt: null, estimatedSeconds: null },
};
const nothingToRecover = {
  recoverDeliveries: {
    ...{ recovery: null, count: { count: 0, isExact: true }, skippedCounts: [] },
    ...{ oldestAt: null, estimatedSeconds: 0, userErrors: [] },
  },
};

function previewRecovery(part: DeliveryFilter): Operation {
  const filter = { createdAfter: '2025-01-01T00:00:00Z', ...part };
  return createOperation(RecoverDeliveries, { input: { filter, dryRun: true } });
}

/** The places of webhooks, events and deliveries. */
export const webhookIdPlaces: TenancyRows = {
  'Query.webhook(id)': read('webhookId', 'Query.webhook'),
  'Query.delivery(id)': read('deliveryId', 'Query.delivery'),
  'Query.event(id)': read('eventId', 'Query.event'),
  'Query.recovery(id)': read('recoveryId', 'Query.recovery'),
  'Query.events(filter.id)': {
    kind: 'eventId',
    ask: (given) =>
      parseOperation('query ($given: ID!) { events(filter: { id: $given }) { nodes { id } } }', {
        given,
      }),
    answer: { events: { nodes: [] } },
  },
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
  'Mutation.endPreviousSecret(input.webhookId)': change('webhookId', 'endPreviousSecret', {
    webhook: null,
  }),
  'Mutation.sendTest(input.webhookId)': change('webhookId', 'sendTest', { delivery: null }),
  'Mutation.resendDelivery(input.deliveryId)': change('deliveryId', 'resendDelivery', {
    delivery: null,
  }),
  'Mutation.eraseEvent(input.eventId)': change('eventId', 'eraseEvent', { event: null }),
  'Mutation.cancelRecovery(input.recoveryId)': change('recoveryId', 'cancelRecovery', {
    recovery: null,
  }),
  'Mutation.recoverDeliveries(input.filter.webhookIds.*)': {
    ...change('webhookId', 'recoverDeliveries', noRecovery, 'filter.webhookIds.0'),
    ask: (webhookId) => previewRecovery({ webhookIds: [webhookId] }),
  },
  'Mutation.recoverDeliveries(input.filter.eventId)': {
    kind: 'eventId',
    ask: (eventId) => previewRecovery({ eventId }),
    answer: nothingToRecover,
  },
  'Subscription.webhookUpdated(webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(WebhookUpdated, { webhookId }),
    answer: null,
    code: 'NOT_FOUND',
  },
  'Subscription.recoveryUpdated(id)': {
    kind: 'recoveryId',
    ask: (id) => createOperation(RecoveryUpdated, { id }),
    answer: null,
    code: 'NOT_FOUND',
  },
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
