import type { Scope } from '../../src/workspaces/index.ts';
import {
  CreateWebhook,
  DeleteWebhook,
  DeliveryUpdated,
  EnableWebhook,
  GetDelivery,
  GetWebhook,
  ListDeliveries,
  PauseWebhook,
  PublishEvents,
  RegenerateSecret,
  ResendDelivery,
  ResumeWebhook,
  SendTest,
  UpdateWebhook,
} from '../kit/documents.ts';
import { createDrafts } from '../kit/customer.ts';
import {
  ContractEvent,
  ContractEvents,
  ContractEventTypes,
  ContractNode,
  ContractUpsertWorkspace,
  ContractWebhooks,
  ContractWorkspace,
} from './contract-documents.ts';
import { createOperation } from './operation.ts';
import type { Operation } from './operation.ts';

/** What a workspace has, for the fields that want an id. */
export interface OwnedIds {
  workspaceId: string;
  webhookId: string;
  deliveryId: string;
  eventId: string;
}

/** What a root field asks of a token, and a request that does something when it is let in. */
export interface RootFieldRow {
  /** Null: any token of a workspace that exists. */
  readonly scope: Scope | null;
  ask(ids: OwnedIds): Operation;
}

/** Where no receiver is: nothing is sent by these tests. */
const url = 'https://hooks.example.com/orders';

/** Every root field of the contract. A field without a row fails the test that reads this table. */
export const rootFieldRows: Readonly<Record<string, RootFieldRow>> = {
  'Query.workspace': { scope: null, ask: () => createOperation(ContractWorkspace, {}) },
  'Query.eventTypes': { scope: null, ask: () => createOperation(ContractEventTypes, {}) },
  'Query.node': read(({ webhookId }) => createOperation(ContractNode, { id: webhookId })),
  'Query.webhook': read(({ webhookId }) => createOperation(GetWebhook, { id: webhookId })),
  'Query.webhooks': read(() => createOperation(ContractWebhooks, { first: 1 })),
  'Query.delivery': read(({ deliveryId }) => createOperation(GetDelivery, { id: deliveryId })),
  'Query.deliveries': read(() => createOperation(ListDeliveries, { first: 1 })),
  'Query.event': read(({ eventId }) => createOperation(ContractEvent, { id: eventId })),
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
  'Mutation.sendTest': write((ids) => createOperation(SendTest, pick(ids))),
  'Mutation.resendDelivery': write(({ deliveryId }) =>
    createOperation(ResendDelivery, { input: { deliveryId } }),
  ),
  'Mutation.publishEvents': {
    scope: 'events:publish',
    ask: () => createOperation(PublishEvents, { input: { events: createDrafts(1) } }),
  },
  'Mutation.upsertWorkspace': {
    scope: 'platform',
    ask: ({ workspaceId: id }) =>
      createOperation(ContractUpsertWorkspace, { input: { id, name: id, plan: 'ENTERPRISE' } }),
  },
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
