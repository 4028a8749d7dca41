import { describeError, type ErrorCode } from '../../deliveries/index.ts';
import {
  bodyBytesKept,
  readHeaders,
  type BodyCollector,
  type ReadHeaders,
} from './read-response.ts';
import type { FailureReason } from './request-failure.ts';
import { showBody, type ShownBody } from './show-body.ts';

/** What a receiver did with one request. It holds nothing that a database could refuse. */
export interface Outcome {
  startedAt: Date;
  /** From before the look-up of the name to the last byte that was waited for, in whole ms. */
  durationMs: number;
  /** The status of a complete head, also an odd one such as 999; null when there was none. */
  responseStatus: number | null;
  /** Without cookies; at most 100 headers and 16 KiB. */
  responseHeaders: Record<string, string> | null;
  /** At most 16 KiB, unpacked and decoded; NUL and what is invalid became U+FFFD. Null when there was no complete head. */
  responseBody: string | null;
  responseBodyCut: boolean;
  /** Why the body is not whole; it does not change whether the attempt succeeded. */
  responseBodyError: string | null;
  /** Null when the attempt succeeded: a complete 2xx head came within the timeout. */
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  /** The header `Retry-After` as it came. */
  retryAfter: string | null;
}

/** When a request began and how long it took. */
export interface Timing {
  startedAt: Date;
  durationMs: number;
}

/** The complete head of a response; names and values of headers in turn. */
export interface ResponseHead {
  status: number;
  rawHeaders: readonly (Buffer | string)[];
}

/** The outcome of a request that got no complete head of a response. */
export function describeNoResponse(timing: Timing, reason: FailureReason): Outcome {
  return {
    ...timing,
    responseStatus: null,
    responseHeaders: null,
    responseBody: null,
    responseBodyCut: false,
    responseBodyError: null,
    errorCode: reason.errorCode,
    errorMessage: describeError(reason.errorCode, reason.detail),
    retryAfter: null,
  };
}

/**
 * The outcome of a request that got one. `bodyError` says why the body ended early, if it did. A promise
 * when the body has to be unpacked; it never rejects.
 */
export function describeResponse(
  timing: Timing,
  head: ResponseHead,
  body: BodyCollector,
  bodyError: string | null,
): Outcome | Promise<Outcome> {
  const read = readHeaders(head.rawHeaders);
  const describe = (shown: ShownBody): Outcome =>
    describeShown(timing, head, read, shown, bodyError);
  const shown = showBody(body, read);
  return shown instanceof Promise ? shown.then(describe) : describe(shown);
}

function describeShown(
  timing: Timing,
  { status }: ResponseHead,
  { headers, retryAfter }: ReadHeaders,
  { text, isCut, error }: ShownBody,
  bodyError: string | null,
): Outcome {
  const errorCode = judgeStatus(status);
  return {
    ...timing,
    responseStatus: status,
    responseHeaders: headers,
    responseBody: text,
    responseBodyCut: isCut,
    responseBodyError: joinErrors(bodyError, error) ?? (isCut ? bodyTooLong : null),
    errorCode,
    errorMessage: errorCode && describeError(errorCode, `status ${status}`),
    retryAfter,
  };
}

function joinErrors(first: string | null, second: string | null): string | null {
  return first !== null && second !== null ? `${first} ${second}` : (first ?? second);
}

const bodyTooLong = `The body is longer than the ${bodyBytesKept / 1024} KiB that are kept.`;

/** Only 2xx is success. A redirect is a failure: to follow it would be a second way to an address. */
function judgeStatus(status: number): ErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'HTTP_REDIRECT';
  if (status >= 400 && status < 500) return 'HTTP_CLIENT_ERROR';
  return status >= 500 && status < 600 ? 'HTTP_SERVER_ERROR' : 'INVALID_RESPONSE';
}
