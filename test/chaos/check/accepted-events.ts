import { readMarker } from '../drafts.ts';
import type { AcceptedEvent, DeliveryRow, Violation } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/**
 * Promise 1: each accepted event has exactly one delivery for each webhook that wants it, and each of
 * them SUCCEEDED with a request that its receiver answered with 2xx, or FAILED with its whole trail.
 */
export function checkAcceptedEvents(evidence: Evidence): Violation[] {
  const accepted = evidence.journal.accepted.flatMap((event) => checkEvent(evidence, event));
  const ended = evidence.book.deliveries.flatMap((delivery) => checkEnd(evidence, delivery));
  return [...accepted, ...ended, ...checkQueue(evidence), ...checkMarkers(evidence)];
}

/** A delivery that has ended is not left in the queue, where it would be sent again. */
function checkQueue({ book }: Evidence): Violation[] {
  return book.queued.map((id) => violate('a delivery is still in the queue', { id }));
}

/** Checks that refused or rolled back events are absent and published ones exist once. */
function checkMarkers({ book }: Evidence): Violation[] {
  const groups = Map.groupBy(book.events, ({ body }) => readMarker(body));
  return [...groups].flatMap(([marker, events]) => {
    if (marker.startsWith('never|')) {
      return [violate('an event exists that was refused or rolled back', { events })];
    }
    return events.length > 1 ? [violate('an event was published twice', { events })] : [];
  });
}

function checkEvent(evidence: Evidence, event: AcceptedEvent): Violation[] {
  if (!evidence.events.has(event.id)) return [violate('an accepted event is lost', { event })];
  const deliveries = evidence.deliveriesOfEvent.get(event.id) ?? [];
  const made = deliveries.map(({ webhookId }) => webhookId).toSorted();
  const wanted = evidence.journal.webhooks
    .filter(({ workspaceId, events }) => workspaceId === event.workspaceId && wants(events, event))
    .map(({ id }) => id)
    .toSorted();
  if (made.join() === wanted.join()) return [];
  const what = 'the deliveries of an accepted event are not one for each webhook that wants it';
  return [violate(what, { event, wanted, deliveries })];
}

function wants(events: readonly string[], { type }: AcceptedEvent): boolean {
  return events.includes('*') || events.includes(type);
}

function checkEnd(evidence: Evidence, delivery: DeliveryRow): Violation[] {
  const attempts = evidence.attemptsOf.get(delivery.id) ?? [];
  const requests = evidence.requestsOf.get(delivery.id) ?? [];
  const isGood = {
    SUCCEEDED: () =>
      requests.some(
        ({ attempt, answered }) => attempt === delivery.attemptCount && isSuccess(answered),
      ) && attempts.at(-1)?.errorCode === null,
    FAILED: () =>
      delivery.reason === 'ATTEMPTS_EXHAUSTED' &&
      attempts.length === evidence.journal.attemptsMax &&
      (evidence.amended.has(delivery.id) || attempts.every(({ errorCode }) => errorCode !== null)),
    PENDING: () => false,
  }[delivery.status];
  if (isGood?.()) return [];
  const what = `a delivery ended as ${delivery.status} without what belongs to it`;
  return [violate(what, { delivery, attempts, requests: requests.map(shorten) })];
}

function isSuccess(answered: unknown): boolean {
  return typeof answered === 'number' && answered >= 200 && answered < 300;
}

/** A request without its bytes. */
function shorten({
  body: _body,
  headers: _headers,
  ...rest
}: object & { body: Buffer; headers: object }) {
  return rest;
}

function violate(what: string, evidence: unknown): Violation {
  return { promise: 1, what, evidence };
}
