import type { LoggedDelivery } from '../../kit/customer.ts';
import { verify, type ReceivedRequest } from '../../kit/receiver.ts';
import { isOf } from './stage.ts';

/** Values that tell the requests before a change from those after it. */
export interface Marks {
  newUrl: string;
  oldSecret: string;
  newSecret: string | null;
}

/**
 * Describes a delivery in one line: its attempts, by the log and the receivers, and its status. The old URL
 * and the old secret are not mentioned.
 *
 * @throws Error if the log and the receivers disagree on which attempts were sent.
 */
export function tellStory(
  delivery: LoggedDelivery,
  requests: readonly ReceivedRequest[],
  marks: Marks,
): string {
  const own = requests.filter(isOf(delivery.id));
  const sent = delivery.attempts.filter(({ errorCode }) => errorCode !== 'OUTCOME_UNKNOWN');
  const numbers = own.map(({ headers }) => headers['x-stockaj-attempt']);
  if (String(numbers.toSorted()) !== String(sent.map(({ number }) => number))) {
    throw new Error(
      `The log has ${sent.length} requests, but the receivers got ${String(numbers)}.`,
    );
  }
  const parts = delivery.attempts.map((attempt) => {
    const request = own.find(
      ({ headers }) => headers['x-stockaj-attempt'] === String(attempt.number),
    );
    if (!request) return 'unknown';
    const where = attempt.url === marks.newUrl ? ' at the new URL' : '';
    return `${attempt.responseStatus}${where}${tellSigner(request, marks)}`;
  });
  return [...parts, delivery.statusReason ?? delivery.status].join(', ');
}

function tellSigner(request: ReceivedRequest, { oldSecret, newSecret }: Marks): string {
  const isByOld = isSignedBy(oldSecret, request);
  if (newSecret === null || !isSignedBy(newSecret, request)) {
    return isByOld ? '' : ' by no known secret';
  }
  return isByOld ? ' by both secrets' : ' by the new secret';
}

function isSignedBy(secret: string, request: ReceivedRequest): boolean {
  try {
    verify(secret, request);
    return true;
  } catch {
    return false;
  }
}
