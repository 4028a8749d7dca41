import { readMarker, workspaceOfMarker } from '../drafts.ts';
import type { Violation } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/** Promise 4: no data of one workspace is at another's receiver, in its rows or in its log. */
export function checkTenants(evidence: Evidence): Violation[] {
  return [...checkReceivers(evidence), ...checkRows(evidence), ...checkShown(evidence)];
}

function checkReceivers({ requests, webhooks, deliveries }: Evidence): Violation[] {
  return requests.flatMap(({ webhookId, deliveryId, headers, body }) => {
    const owner = webhooks.get(webhookId)?.workspaceId;
    const isOwn = workspaceOfMarker(readMarker(body.toString())) === owner;
    const addressee = deliveries.get(deliveryId)?.webhookId;
    if (isOwn && (addressee === undefined || addressee === webhookId)) return [];
    const found = { webhookId, owner, headers, body: body.toString() };
    return [violate('a receiver got what is not its own', found)];
  });
}

function checkRows({ book, webhooks, events }: Evidence): Violation[] {
  return book.deliveries.flatMap((delivery) => {
    const webhook = webhooks.get(delivery.webhookId);
    const event = events.get(delivery.eventId);
    const owners = [webhook?.workspaceId, event?.workspaceId, markedOwner(event?.body)];
    if (owners.every((owner) => owner === delivery.workspaceId)) return [];
    return [violate('a delivery joins workspaces', { delivery, webhook, event })];
  });
}

function checkShown({ book, deliveries, journal }: Evidence): Violation[] {
  const foreign = book.shown.filter(({ workspaceId, deliveryId, payload }) => {
    const owner = deliveries.get(deliveryId)?.workspaceId;
    return owner !== workspaceId || markedOwner(payload) !== workspaceId;
  });
  const violations = foreign.map((shown) => violate('a log shows what is not its own', shown));
  for (const workspaceId of new Set(journal.webhooks.map((webhook) => webhook.workspaceId))) {
    const shown = new Set(
      book.shown
        .filter((row) => row.workspaceId === workspaceId)
        .map(({ deliveryId }) => deliveryId),
    );
    const hidden = book.deliveries.filter(
      (delivery) => delivery.workspaceId === workspaceId && !shown.has(delivery.id),
    );
    if (hidden.length > 0)
      violations.push(violate('a log does not show all of its own', { workspaceId, hidden }));
  }
  return violations;
}

function markedOwner(body = ''): string {
  return workspaceOfMarker(readMarker(body));
}

function violate(what: string, evidence: unknown): Violation {
  return { promise: 4, what, evidence };
}
