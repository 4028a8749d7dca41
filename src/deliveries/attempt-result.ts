import type { WebhookFormat } from '../webhooks/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';
import { describeError, type ErrorCode } from './error-code.ts';

/** The log entry of one attempt. Texts are bounded and contain no NUL. */
export interface AttemptFacts {
  startedAt: Date;
  /** Null for OUTCOME_UNKNOWN. */
  durationMs: number | null;
  /** The phases of the request; null for one that it did not reach. Connections that are reused have only the last. */
  lookUpMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
  /** Null for OUTCOME_UNKNOWN, and when there was no address to connect to. */
  isConnectionReused: boolean | null;
  /** The address that was reached or tried last; never one that may not be reached. */
  remoteAddress: string | null;
  /** The URL as logs may show it. */
  url: string | null;
  /** The format of a chat message; null for JSON. */
  format: WebhookFormat | null;
  /** The body as sent, if it is a chat message; null for JSON, which sends the body of the event. */
  requestBody: string | null;
  /** The deliveries of a digest (UUIDs), this one included; null for any other request. */
  digest: readonly string[] | null;
  /** As sent, signatures included. */
  requestHeaders: Readonly<Record<string, string>> | null;
  responseStatus: number | null;
  responseHeaders: Readonly<Record<string, string>> | null;
  responseBody: string | null;
  responseBodyCut: boolean;
  responseBodyError: string | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
}

/** Returns when the attempt ended; when it was logged, if its outcome is unknown. */
export function endOf({ startedAt, durationMs }: AttemptFacts): Date {
  return new Date(startedAt.getTime() + (durationMs ?? 0));
}

/** The log entry of an attempt whose request may have been sent, and of which nothing else is known. */
export function unknownFacts(startedAt: Date): AttemptFacts {
  return {
    startedAt,
    durationMs: null,
    lookUpMs: null,
    connectMs: null,
    tlsMs: null,
    firstByteMs: null,
    isConnectionReused: null,
    remoteAddress: null,
    url: null,
    format: null,
    requestBody: null,
    digest: null,
    requestHeaders: null,
    responseStatus: null,
    responseHeaders: null,
    responseBody: null,
    responseBodyCut: false,
    responseBodyError: null,
    errorCode: 'OUTCOME_UNKNOWN',
    errorMessage: describeError('OUTCOME_UNKNOWN'),
  };
}

/** The next state of the delivery: final, or due again `delayMs` after the record is written. */
export type NextState =
  | { status: 'SUCCEEDED' }
  | { status: 'FAILED'; reason: DeliveryStatusReason }
  | { status: 'PENDING'; delayMs: number };

/** The part of a claim that its record needs. */
export type ClaimReference = Pick<ClaimedDelivery, 'id' | 'attempt' | 'token'>;

/** The result of one attempt, as it is recorded. */
export interface AttemptResult {
  delivery: ClaimReference;
  facts: AttemptFacts;
  next: NextState;
}
