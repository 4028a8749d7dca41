import { createDrafts } from '../../../kit/customer.ts';
import { PublishEvents } from '../../../kit/documents.ts';
import {
  ContractEventTypes,
  ContractUpsertWorkspace,
  ContractViewer,
  ContractWorkspace,
} from '../contract-documents.ts';
import { createOperation } from '../operation.ts';
import { inventoryRootFields } from './inventory-root-fields.ts';
import { nodeRootFields } from './node-rows.ts';
import type { RootFieldRows } from './root-field-row.ts';
import { webhookRootFields } from './webhook-root-fields.ts';

/** Every root field of the contract. A field without a row fails the test that reads this table. */
export const rootFieldRows: RootFieldRows = {
  'Query.workspace': { scope: null, ask: () => createOperation(ContractWorkspace, {}) },
  'Query.viewer': { scope: null, ask: () => createOperation(ContractViewer, {}) },
  'Query.eventTypes': { scope: null, ask: () => createOperation(ContractEventTypes, {}) },
  'Mutation.publishEvents': {
    scope: 'events:publish',
    ask: () => createOperation(PublishEvents, { input: { events: createDrafts(1) } }),
  },
  'Mutation.upsertWorkspace': {
    scope: 'platform',
    ask: ({ workspaceId: id }) =>
      createOperation(ContractUpsertWorkspace, { input: { id, name: id, plan: 'ENTERPRISE' } }),
  },
  ...nodeRootFields,
  ...webhookRootFields,
  ...inventoryRootFields,
};
