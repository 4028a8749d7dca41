import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import { inventoryIdPlaces } from './inventory-id-places.ts';
import { nodeKinds } from './node-rows.ts';
import type { IdKind } from './root-field-row.ts';
import { read, type TenancyRow, type TenancyRows } from './tenancy-row.ts';
import { webhookIdPlaces } from './webhook-id-places.ts';

const nodeIdPlaces: TenancyRows = Object.fromEntries(
  Object.entries(nodeKinds).map(([kind, { id }]): [string, TenancyRow] => [
    `Query.node(id) of ${kind}`,
    read(id, `Query.node of ${kind}`),
  ]),
);

/** Every place of the contract where a caller can name something by its id. */
export const tenancyRows: TenancyRows = {
  ...nodeIdPlaces,
  ...webhookIdPlaces,
  ...inventoryIdPlaces,
};

/** The platform names workspaces, and nobody else may: there is no other workspace to be kept from. */
export const placesOfThePlatform = ['Mutation.upsertWorkspace(input.id)'];

/** Ids that name nothing, by kind: well-formed but never given, of another kind, and none at all. */
export const vainIds: Readonly<Record<IdKind, readonly string[]>> = {
  webhookId: [encodeUnused(IdPrefix.webhook), encodeUnused(IdPrefix.renter), '', 'wh_\u0000'],
  deliveryId: [encodeUnused(IdPrefix.delivery), encodeUnused(IdPrefix.renter), '', 'dlv_'],
  eventId: [encodeUnused(IdPrefix.event), encodeUnused(IdPrefix.renter), '', 'evt_x'],
  itemId: [encodeUnused(IdPrefix.item), encodeUnused(IdPrefix.rent), '', 'itm_\ud800'],
  renterId: [encodeUnused(IdPrefix.renter), encodeUnused(IdPrefix.rent), '', 'rtr_\u0000'],
  rentId: [encodeUnused(IdPrefix.rent), encodeUnused(IdPrefix.renter), '', 'rnt'],
};

function encodeUnused(prefix: IdPrefix): string {
  return encodeId(prefix, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
}
