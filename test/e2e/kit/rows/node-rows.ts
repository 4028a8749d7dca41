import type { Scope } from '../../../../src/workspaces/index.ts';
import { ContractNode } from '../contract-documents.ts';
import { createOperation } from '../operation.ts';
import type { IdKind, RootFieldRow, RootFieldRows } from './root-field-row.ts';

/** A kind of object returned by `node(id:)`: its id, and the scope to read it. */
interface NodeKind {
  id: IdKind;
  scope: Scope;
}

/** Every object type that is a Node. A missing entry fails the tests that use this table. */
export const nodeKinds: Readonly<Record<string, NodeKind>> = {
  Webhook: { id: 'webhookId', scope: 'webhooks:read' },
  Delivery: { id: 'deliveryId', scope: 'webhooks:read' },
  Event: { id: 'eventId', scope: 'webhooks:read' },
  Recovery: { id: 'recoveryId', scope: 'webhooks:read' },
  Item: { id: 'itemId', scope: 'inventory:read' },
  Renter: { id: 'renterId', scope: 'inventory:read' },
  Rent: { id: 'rentId', scope: 'inventory:read' },
};

/** `Query.node`, once for each kind. */
export const nodeRootFields: RootFieldRows = Object.fromEntries(
  Object.entries(nodeKinds).map(([kind, { id, scope }]): [string, RootFieldRow] => [
    `Query.node of ${kind}`,
    { scope, ask: (ids) => createOperation(ContractNode, { id: ids[id] }) },
  ]),
);
