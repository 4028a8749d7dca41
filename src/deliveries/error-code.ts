/**
 * What can go wrong with one attempt, from the sender's point of view.
 * `OUTCOME_UNKNOWN` is never the answer of a request: it is written for an attempt whose process died
 * or lost its lease, so that nobody knows what the receiver did.
 * A name that does not exist and a name or address that may not be reached share `DNS_ERROR`, so that
 * the log tells nobody which private names and addresses exist.
 */
export const errorCodes = [
  'HTTP_REDIRECT',
  'HTTP_CLIENT_ERROR',
  'HTTP_SERVER_ERROR',
  'INVALID_RESPONSE',
  'TIMEOUT',
  'DNS_ERROR',
  'TLS_ERROR',
  'CONNECTION_REFUSED',
  'CONNECTION_RESET',
  'CONNECTION_ERROR',
  'OUTCOME_UNKNOWN',
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

const sentences: Record<ErrorCode, string> = {
  HTTP_REDIRECT: 'The receiver answered with a redirect, and redirects are not followed',
  HTTP_CLIENT_ERROR: 'The receiver refused the request',
  HTTP_SERVER_ERROR: 'The receiver failed to take the request',
  INVALID_RESPONSE: 'The answer of the receiver is not a valid HTTP response',
  TIMEOUT: 'The receiver did not answer in time',
  DNS_ERROR: 'The URL does not lead to an address that may be reached',
  TLS_ERROR: 'No secure connection to the receiver could be made',
  CONNECTION_REFUSED: 'The receiver refused the connection',
  CONNECTION_RESET: 'The receiver closed the connection without a complete answer',
  CONNECTION_ERROR: 'No connection to the receiver could be made or kept',
  OUTCOME_UNKNOWN: 'The sender stopped before it knew the answer of the receiver',
};

/**
 * The sentence for people that belongs to a code, with a detail in brackets where there is one.
 * A `DNS_ERROR` never takes a detail: whatever led to it, its text is the same.
 */
export function describeError(code: ErrorCode, detail?: string): string {
  const isBare = detail === undefined || detail === '' || code === 'DNS_ERROR';
  return isBare ? `${sentences[code]}.` : `${sentences[code]} (${detail}).`;
}
