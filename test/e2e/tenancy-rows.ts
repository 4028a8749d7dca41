import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { DeliveryUpdated, ListDeliveries } from '../kit/documents.ts';
import { createOperation } from './operation.ts';
import type { Fields, Operation } from './operation.ts';
import { rootFieldRows } from './root-field-rows.ts';
import type { OwnedIds } from './root-field-rows.ts';

/** A place of the contract where an id is given, the request that gives it, and what a stranger is told. */
export interface TenancyRow {
  readonly kind: keyof Omit<OwnedIds, 'workspaceId'>;
  ask(id: string): Operation;
  readonly answer: Fields | null;
  /** Of a request that is refused as a whole. */
  readonly code?: string;
}

/** Every place of the contract where a caller can name something by its id. */
export const tenancyRows: Readonly<Record<string, TenancyRow>> = {
  'Query.node(id)': readBy('webhookId', 'Query.node'),
  'Query.webhook(id)': readBy('webhookId', 'Query.webhook'),
  'Query.delivery(id)': readBy('deliveryId', 'Query.delivery'),
  'Query.event(id)': readBy('eventId', 'Query.event'),
  'Query.deliveries(filter.webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(ListDeliveries, { filter: { webhookId } }),
    answer: { deliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  },
  'Mutation.updateWebhook(input.webhookId)': change('updateWebhook', { webhook: null }),
  'Mutation.deleteWebhook(input.webhookId)': change('deleteWebhook', { deletedId: null }),
  'Mutation.pauseWebhook(input.webhookId)': change('pauseWebhook', { webhook: null }),
  'Mutation.enableWebhook(input.webhookId)': change('enableWebhook', { webhook: null }),
  'Mutation.resumeWebhook(input.webhookId)': change('resumeWebhook', {
    webhook: null,
    waitingCount: null,
    oldestWaitingAt: null,
  }),
  'Mutation.regenerateSecret(input.webhookId)': change('regenerateSecret', {
    webhook: null,
    secret: null,
  }),
  'Mutation.sendTest(input.webhookId)': change('sendTest', { delivery: null }),
  'Mutation.resendDelivery(input.deliveryId)': change(
    'resendDelivery',
    { delivery: null },
    'delivery',
  ),
  'Subscription.deliveryUpdated(webhookId)': {
    kind: 'webhookId',
    ask: (webhookId) => createOperation(DeliveryUpdated, { webhookId }),
    answer: null,
    code: 'NOT_FOUND',
  },
};

/** The platform names workspaces, and nobody else may: there is no other workspace to be kept from. */
export const placesOfThePlatform = ['Mutation.upsertWorkspace(input.id)'];

/** Ids that name nothing, by kind: well-formed but never given, of another kind, and none at all. */
export const vainIds: Readonly<Record<TenancyRow['kind'], readonly string[]>> = {
  webhookId: [encodeUnused(IdPrefix.webhook), encodeUnused(IdPrefix.renter), '', 'wh_\u0000'],
  deliveryId: [encodeUnused(IdPrefix.delivery), encodeUnused(IdPrefix.renter), '', 'dlv_'],
  eventId: [encodeUnused(IdPrefix.event), encodeUnused(IdPrefix.renter), '', 'evt_x'],
};

function encodeUnused(prefix: IdPrefix): string {
  return encodeId(prefix, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
}

function readBy(kind: TenancyRow['kind'], name: string): TenancyRow {
  return { kind, ask: (id) => askWith(name, id), answer: { [name.split('.')[1]!]: null } };
}

function change(
  field: string,
  nothing: Fields,
  noun: 'webhook' | 'delivery' = 'webhook',
): TenancyRow {
  const kind = `${noun}Id` as const;
  const message = `There is no such ${noun} in this workspace.`;
  const fault = { code: 'NOT_FOUND', field: kind, message, retryAfterSeconds: null };
  return {
    kind,
    ask: (id) => askWith(`Mutation.${field}`, id),
    answer: { [field]: { ...nothing, userErrors: [fault] } },
  };
}

/** The same request as in the table of root fields, for this id. */
function askWith(name: string, id: string): Operation {
  const ids = { workspaceId: id, webhookId: id, deliveryId: id, eventId: id };
  return rootFieldRows[name]!.ask(ids);
}
