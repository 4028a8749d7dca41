import { encodeId, IdPrefix } from '../../../../src/kernel/index.ts';
import { DeleteWorkspace, DeliveryUpdated, GetWorkspaceDeletion } from '../../../kit/documents.ts';
import { ContractUpsertWorkspace } from '../contract-documents.ts';
import { createOperation, type Operation } from '../operation.ts';
import { inventoryIdPlaces } from './inventory-id-places.ts';
import { nodeKinds } from './node-rows.ts';
import type { IdKind, OwnedIds } from './root-field-row.ts';
import { read, type TenancyRow, type TenancyRows } from './tenancy-row.ts';
import { webhookIdPlaces } from './webhook-id-places.ts';

const nodeIdPlaces: TenancyRows = Object.fromEntries(
  Object.entries(nodeKinds).map(([kind, { id }]): [string, TenancyRow] => [
    `Query.node(id) of ${kind}`,
    read(id, `Query.node of ${kind}`),
  ]),
);

/** Every place in the contract that takes an id. */
export const tenancyRows: TenancyRows = {
  ...nodeIdPlaces,
  ...webhookIdPlaces,
  ...inventoryIdPlaces,
};

/** A place without a row of its own, and a request with an id in it. */
export interface OtherPlace {
  id: keyof OwnedIds;
  ask(id: string): Operation;
}

/** Only the platform names workspaces, so there is no other workspace to protect. */
const placesOfThePlatform: Readonly<Record<string, OtherPlace>> = {
  'Mutation.upsertWorkspace(input.id)': {
    id: 'workspaceId',
    ask: (id) =>
      createOperation(ContractUpsertWorkspace, { input: { id, name: 'any', plan: 'FREE' } }),
  },
  'Mutation.deleteWorkspace(input.id)': {
    id: 'workspaceId',
    ask: (id) => createOperation(DeleteWorkspace, { input: { id } }),
  },
  'Query.workspaceDeletion(id)': {
    id: 'deletedWorkspaceId',
    ask: (id) => createOperation(GetWorkspaceDeletion, { id }),
  },
};

/** The first message says nothing about the filter; the messages after it are tested in `test/live/filtered.test.ts`. */
export const placesOfStreams: Readonly<Record<string, OtherPlace>> = {
  'Subscription.deliveryUpdated(filter.eventId)': {
    id: 'eventId',
    ask: (eventId) => createOperation(DeliveryUpdated, { filter: { eventId } }),
  },
  'Subscription.deliveryUpdated(filter.webhookIds.*)': {
    id: 'webhookId',
    ask: (webhookId) => createOperation(DeliveryUpdated, { filter: { webhookIds: [webhookId] } }),
  },
};

/** The places where another workspace's id is not refused like an unknown one. */
export const otherPlaces = { ...placesOfThePlatform, ...placesOfStreams };

/** Ids of no object: well-formed but unused, of another kind, and malformed. */
export const vainIds: Readonly<Record<IdKind, readonly string[]>> = {
  webhookId: [encodeUnused(IdPrefix.webhook), encodeUnused(IdPrefix.renter), '', 'wh_\u0000'],
  deliveryId: [encodeUnused(IdPrefix.delivery), encodeUnused(IdPrefix.renter), '', 'dlv_'],
  eventId: [encodeUnused(IdPrefix.event), encodeUnused(IdPrefix.renter), '', 'evt_x'],
  recoveryId: [encodeUnused(IdPrefix.recovery), encodeUnused(IdPrefix.renter), '', 'rcv_\u0000'],
  itemId: [encodeUnused(IdPrefix.item), encodeUnused(IdPrefix.rent), '', 'itm_\ud800'],
  renterId: [encodeUnused(IdPrefix.renter), encodeUnused(IdPrefix.rent), '', 'rtr_\u0000'],
  rentId: [encodeUnused(IdPrefix.rent), encodeUnused(IdPrefix.renter), '', 'rnt'],
};

function encodeUnused(prefix: IdPrefix): string {
  return encodeId(prefix, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
}
