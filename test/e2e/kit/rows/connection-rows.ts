import type { OwnedIds } from './root-field-row.ts';

/** The query text for a page of a connection, given arguments and selection; its alias is `connection`. */
export type ConnectionRow = (page: string, ids: OwnedIds) => string;

/** Every connection of the contract. A missing row fails the tests that use this table. */
export const connectionRows: Readonly<Record<string, ConnectionRow>> = {
  'Query.webhooks': list('webhooks'),
  'Query.deliveries': list('deliveries'),
  'Query.events': list('events'),
  'Query.recoveries': list('recoveries'),
  'Query.items': list('items'),
  'Query.renters': list('renters'),
  'Query.rents': list('rents'),
  'Webhook.deliveries': (page, { webhookId }) =>
    `{ webhook(id: "${webhookId}") ${list('deliveries')(page)} }`,
  'Event.deliveries': (page, { eventId }) =>
    `{ event(id: "${eventId}") ${list('deliveries')(page)} }`,
  'Event.webhooks': (page, { eventId }) => `{ event(id: "${eventId}") ${list('webhooks')(page)} }`,
};

function list(field: string): (page: string) => string {
  return (page) => `{ connection: ${field}${page} }`;
}
