import { bodyBytesKept, type BodyCollector } from './body-collector.ts';
import { readHeaders, type ReadHeaders } from './read-headers.ts';
import type { Phases } from './phases.ts';
import type { FailureReason } from './request-failure.ts';
import { showBody, type ShownBody } from './show-body.ts';

/** The duration of one request. */
export interface Timing {
  /** From before the name look-up to the last byte read, in whole ms. */
  durationMs: number;
  phases: Phases;
}

/** The result of one request: the response, or why there is none. */
export type Outcome = Timing &
  (
    | { response: ReceivedResponse; failure: null }
    | { response: null; failure: Required<FailureReason> }
  );

/** A response whose head was complete, in a form that a database can always store. */
export interface ReceivedResponse {
  /** From 200; also odd ones such as 999. */
  status: number;
  /** Without cookies; at most 100 headers and 16 KiB. */
  headers: Record<string, string>;
  /** The `Retry-After` header as received. */
  retryAfter: string | null;
  /** At most 16 KiB, unpacked and decoded; NUL and invalid bytes became U+FFFD. */
  body: string;
  isBodyCut: boolean;
  /** Why the body is not complete, in words; null when it is. */
  bodyError: string | null;
}

/** The complete head of a response. */
export interface ResponseHead {
  status: number;
  /** Alternating names and values. */
  rawHeaders: readonly (Buffer | string)[];
}

/**
 * Describes a request that got a complete head. `bodyError` says why the body ended early, if it did.
 * Returns a promise when the body has to be unpacked; it never rejects.
 */
export function describeResponse(
  timing: Timing,
  head: ResponseHead,
  body: BodyCollector,
  bodyError: string | null,
): Outcome | Promise<Outcome> {
  const read = readHeaders(head.rawHeaders);
  const describe = (shown: ShownBody): Outcome => ({
    ...timing,
    response: describeShown(head, read, shown, bodyError),
    failure: null,
  });
  const shown = showBody(body, read);
  return shown instanceof Promise ? shown.then(describe) : describe(shown);
}

const bodyTooLong = `The body is longer than the ${bodyBytesKept / 1024} KiB that are kept.`;

function describeShown(
  { status }: ResponseHead,
  { headers, retryAfter }: ReadHeaders,
  { text, isCut, error }: ShownBody,
  bodyError: string | null,
): ReceivedResponse {
  return {
    status,
    headers,
    retryAfter,
    body: text,
    isBodyCut: isCut,
    bodyError: joinErrors(bodyError, error) ?? (isCut ? bodyTooLong : null),
  };
}

function joinErrors(first: string | null, second: string | null): string | null {
  return first !== null && second !== null ? `${first} ${second}` : (first ?? second);
}
