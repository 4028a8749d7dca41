import type { LoggedDelivery } from './watch-log.ts';

/** What the opening tells of. */
export interface Scene {
  apiUrl: string;
  receiverUrl: string;
  webhookId: string;
  token: string;
  /** Why the API is not where one would expect it; null when it is. */
  portNote: string | null;
}

/** What runs where, for somebody who sees it for the first time. */
export function describeScene({ apiUrl, portNote, receiverUrl, webhookId }: Scene): string {
  return `
Stockaj Webhooks: a shop rents things out and takes them back, a customer's server hears of it.

  API        ${apiUrl}${portNote === null ? '' : `  (${portNote})`}
  receiver   ${receiverUrl}  (verifies both signatures of every request)
  webhook    ${webhookId}  (all event types, workspace "demo", plan PROFESSIONAL)
  database   an embedded PostgreSQL in a temporary folder, gone at the end
`;
}

const lastFive = '{ deliveries(first: 5) { nodes { status responseStatus requestPayload } } }';

/** How to look at the log and how to end it. */
export function describeNextSteps({ apiUrl, token }: Scene): string {
  return `To look at the delivery log, paste this into another terminal:

  curl -s ${apiUrl} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query: lastFive })}'

Stop with Ctrl-C.
`;
}

// The longest event type has 19 characters, an id 30.
const columns = { type: 21, id: 32, status: 15 };

/** The head of the table that `describeDelivery` makes the rows of. */
export const tableHead =
  'event type'.padEnd(columns.type) +
  'webhook-id'.padEnd(columns.id) +
  'status'.padEnd(columns.status) +
  '  time';

/** One line for a delivery that was verified and logged. */
export function describeDelivery(delivery: LoggedDelivery): string {
  const { event, status, responseStatus, responseTimeMs } = delivery;
  return (
    event.type.padEnd(columns.type) +
    event.id.padEnd(columns.id) +
    `${status} ${responseStatus ?? '-'}`.padEnd(columns.status) +
    `${responseTimeMs ?? '-'} ms`.padStart(6)
  );
}
