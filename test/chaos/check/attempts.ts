import type { AttemptRow, DeliveryRow, Violation } from '../journal.ts';
import type { Evidence, IdentifiedRequest } from './index-book.ts';
import { findWrongRequest } from './wrong-request.ts';

/**
 * Promise 2: every request is one attempt that the log knows, none comes twice, the attempts are
 * numbered without a gap, and a further one follows only a failure or an unknown outcome.
 */
export function checkAttempts(evidence: Evidence): Violation[] {
  return [
    ...evidence.requests.flatMap((request) => checkRequest(evidence, request)),
    ...findRepeated(evidence),
    ...evidence.book.deliveries.flatMap((delivery) => checkTrail(evidence, delivery)),
  ];
}

function checkRequest(evidence: Evidence, request: IdentifiedRequest): Violation[] {
  const { deliveryId, attempt, answered } = request;
  const row = evidence.attemptsOf.get(deliveryId)?.find(({ number }) => number === attempt);
  if (!row) return [violate('a request arrived that the log does not know', describe(request))];
  const wrong = findWrongRequest(evidence, request);
  if (wrong) return [violate(`a request arrived ${wrong}`, describe(request))];
  const isKnown = row.errorCode === 'OUTCOME_UNKNOWN' || row.responseStatus === null;
  if (isKnown || row.responseStatus === answered) return [];
  const what = 'the log has another status than the receiver answered';
  return [violate(what, { row, ...describe(request) })];
}

function findRepeated({ requests }: Evidence): Violation[] {
  const groups = Map.groupBy(requests, ({ deliveryId, attempt }) => `${deliveryId}/${attempt}`);
  return [...groups.values()].flatMap((same) =>
    same.length > 1 ? [violate('an attempt was sent twice', { requests: same.map(describe) })] : [],
  );
}

function checkTrail(evidence: Evidence, delivery: DeliveryRow): Violation[] {
  const attempts = evidence.attemptsOf.get(delivery.id) ?? [];
  const hasGap = attempts.some(({ number }, place) => number !== place + 1);
  if (hasGap) return [violate('the attempts have a gap', { delivery, attempts })];
  const isFollowed = attempts.slice(0, -1).some(hasSucceeded) && !evidence.amended.has(delivery.id);
  return isFollowed ? [violate('an attempt follows a success', { delivery, attempts })] : [];
}

function hasSucceeded({ errorCode }: AttemptRow): boolean {
  return errorCode === null;
}

function describe({ body, ...request }: IdentifiedRequest) {
  return { ...request, body: body.toString() };
}

function violate(what: string, evidence: unknown): Violation {
  return { promise: 2, what, evidence };
}
