import {
  CancelRecovery,
  CreateWebhook,
  DeleteWebhook,
  DeliveryUpdated,
  EnableWebhook,
  EndPreviousSecret,
  EraseEvent,
  GetDelivery,
  GetRecovery,
  GetWebhook,
  ListDeliveries,
  ListRecoveries,
  PauseWebhook,
  RecoverDeliveries,
  RecoveryUpdated,
  RegenerateSecret,
  ResendDelivery,
  ResumeWebhook,
  SendTest,
  UpdateWebhook,
  WebhookUpdated,
} from '../../../kit/documents.ts';
import {
  ContractEvent,
  ContractEvents,
  ContractPreview,
  ContractWebhooks,
} from '../contract-documents.ts';
import { createOperation } from '../operation.ts';
import type { OwnedIds, RootFieldRow, RootFieldRows } from './root-field-row.ts';

/** No receiver: these tests send nothing. */
const url = 'https://hooks.example.com/orders';

/** The fields of webhooks, events and deliveries. */
export const webhookRootFields: RootFieldRows = {
  'Query.webhook': read(({ webhookId }) => createOperation(GetWebhook, { id: webhookId })),
  'Query.webhooks': read(() => createOperation(ContractWebhooks, { first: 1 })),
  'Query.previewWebhook': read(() => createOperation(ContractPreview, {})),
  'Query.delivery': read(({ deliveryId }) => createOperation(GetDelivery, { id: deliveryId })),
  'Query.deliveries': read(() => createOperation(ListDeliveries, { first: 1 })),
  'Query.event': read(({ eventId }) => createOperation(ContractEvent, { id: eventId })),
  'Query.recovery': read(({ recoveryId }) => createOperation(GetRecovery, { id: recoveryId })),
  'Query.recoveries': read(() => createOperation(ListRecoveries, { first: 1 })),
  'Query.events': read(() => createOperation(ContractEvents, { first: 1 })),
  'Mutation.createWebhook': write(() =>
    createOperation(CreateWebhook, { input: { name: 'new', url, events: ['*'] } }),
  ),
  'Mutation.updateWebhook': write(({ webhookId }) =>
    createOperation(UpdateWebhook, { input: { webhookId, name: 'changed' } }),
  ),
  'Mutation.deleteWebhook': write((ids) => createOperation(DeleteWebhook, pick(ids))),
  'Mutation.pauseWebhook': write((ids) => createOperation(PauseWebhook, pick(ids))),
  'Mutation.resumeWebhook': write((ids) => createOperation(ResumeWebhook, pick(ids))),
  'Mutation.enableWebhook': write((ids) => createOperation(EnableWebhook, pick(ids))),
  'Mutation.regenerateSecret': write((ids) => createOperation(RegenerateSecret, pick(ids))),
  'Mutation.endPreviousSecret': write((ids) => createOperation(EndPreviousSecret, pick(ids))),
  'Mutation.sendTest': write((ids) => createOperation(SendTest, pick(ids))),
  'Mutation.resendDelivery': write(({ deliveryId }) =>
    createOperation(ResendDelivery, { input: { deliveryId } }),
  ),
  'Mutation.eraseEvent': write(({ eventId }) =>
    createOperation(EraseEvent, { input: { eventId } }),
  ),
  'Mutation.recoverDeliveries': write(() =>
    createOperation(RecoverDeliveries, {
      input: { filter: { createdAfter: '2025-01-01T00:00:00Z' } },
    }),
  ),
  'Mutation.cancelRecovery': write(({ recoveryId }) =>
    createOperation(CancelRecovery, { input: { recoveryId } }),
  ),
  'Subscription.webhookUpdated': read(({ webhookId }) =>
    createOperation(WebhookUpdated, { webhookId }),
  ),
  'Subscription.recoveryUpdated': read(({ recoveryId }) =>
    createOperation(RecoveryUpdated, { id: recoveryId }),
  ),
  'Subscription.deliveryUpdated': read(({ webhookId }) =>
    createOperation(DeliveryUpdated, { webhookId }),
  ),
};

function read(ask: RootFieldRow['ask']): RootFieldRow {
  return { scope: 'webhooks:read', ask };
}

function write(ask: RootFieldRow['ask']): RootFieldRow {
  return { scope: 'webhooks:write', ask };
}

function pick({ webhookId }: OwnedIds) {
  return { input: { webhookId } };
}
