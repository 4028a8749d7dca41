import type { LoggedDelivery } from './watch-log.ts';

/** The addresses and ids of a running demo. */
export interface RunningDemo {
  apiUrl: string;
  receiverUrl: string;
  webhookId: string;
  token: string;
  /** Why the API is not on its usual port; null when it is. */
  portNote: string | null;
}

/** Begins with the page to look at, and says which part runs where, for a first-time user. */
export function describeDemo(demo: RunningDemo): string {
  const { apiUrl, portNote, receiverUrl, webhookId } = demo;
  return `
Stockaj Webhooks: a shop rents things out and takes them back; servers of its customers receive the events.

Open this link in a browser to see it live:

  ${linkTo(demo)}

  API        ${apiUrl}${portNote === null ? '' : `  (${portNote})`}
  receiver   ${receiverUrl}  (verifies both signatures of every request)
  webhook    ${webhookId}  (all event types, workspace "demo", plan PROFESSIONAL)
  database   an embedded PostgreSQL in a temporary folder, removed at the end
`;
}

/** The link to the page, with a token in its fragment, which no server gets to see. */
function linkTo({ apiUrl, token }: RunningDemo): string {
  return `${new URL('dashboard/', apiUrl).href}#token=${token}`;
}

const lastFive = '{ deliveries(first: 5) { nodes { status responseStatus requestPayload } } }';

/** Explains how to read the delivery log and how to stop the demo. */
export function describeNextSteps({ apiUrl, token }: RunningDemo): string {
  return `To look at the delivery log, paste this into another terminal:

  curl -s ${apiUrl} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query: lastFive })}'

Stop with Ctrl-C.
`;
}

// The longest event type has 19 characters, an id 30.
const columns = { type: 21, id: 32, status: 15 };

/** Header of the table whose rows come from `describeDelivery`. */
export const tableHead =
  'event type'.padEnd(columns.type) +
  'webhook-id'.padEnd(columns.id) +
  'status'.padEnd(columns.status) +
  '  time';

/** One table row for a verified and logged delivery. */
export function describeDelivery(delivery: LoggedDelivery): string {
  const { event, status, responseStatus, responseTimeMs } = delivery;
  return (
    event.type.padEnd(columns.type) +
    event.id.padEnd(columns.id) +
    `${status} ${responseStatus ?? '-'}`.padEnd(columns.status) +
    `${responseTimeMs ?? '-'} ms`.padStart(6)
  );
}
