/**
 * Errors of one attempt, from the sender's point of view.
 * `OUTCOME_UNKNOWN` never results from a request: it is logged when the process died or lost its lease
 * before the result was recorded, so that the request may or may not have been received.
 * A name that does not exist and an address that is not allowed share `DNS_ERROR`, so that the log does
 * not reveal which private names and addresses exist.
 */
export const ErrorCode = {
  HTTP_REDIRECT: 'HTTP_REDIRECT',
  HTTP_CLIENT_ERROR: 'HTTP_CLIENT_ERROR',
  HTTP_SERVER_ERROR: 'HTTP_SERVER_ERROR',
  ERROR_IN_BODY: 'ERROR_IN_BODY',
  INVALID_RESPONSE: 'INVALID_RESPONSE',
  TIMEOUT: 'TIMEOUT',
  DNS_ERROR: 'DNS_ERROR',
  TLS_ERROR: 'TLS_ERROR',
  CONNECTION_REFUSED: 'CONNECTION_REFUSED',
  CONNECTION_RESET: 'CONNECTION_RESET',
  CONNECTION_ERROR: 'CONNECTION_ERROR',
  OUTCOME_UNKNOWN: 'OUTCOME_UNKNOWN',
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** All error codes. */
export const errorCodes: readonly ErrorCode[] = Object.values(ErrorCode);

const sentences: Record<ErrorCode, string> = {
  HTTP_REDIRECT: 'The receiver returned a redirect, which is not followed',
  HTTP_CLIENT_ERROR: 'The receiver refused the request',
  HTTP_SERVER_ERROR: 'The receiver failed to process the request',
  ERROR_IN_BODY: 'The chat service accepted the request and reported an error in its response',
  INVALID_RESPONSE: 'The receiver sent an invalid HTTP response',
  TIMEOUT: 'The receiver did not respond in time',
  DNS_ERROR: 'The host of the URL has no address that may be used',
  TLS_ERROR: 'A secure connection to the receiver could not be established',
  CONNECTION_REFUSED: 'The receiver refused the connection',
  CONNECTION_RESET: 'The receiver closed the connection before the response was complete',
  CONNECTION_ERROR: 'The connection to the receiver could not be established or was lost',
  OUTCOME_UNKNOWN: 'The sender stopped before it recorded the result',
};

/**
 * Returns the readable sentence for a code, with the detail in parentheses if there is one.
 * A `DNS_ERROR` never shows a detail, so that its text does not reveal the cause.
 */
export function describeError(code: ErrorCode, detail?: string): string {
  const isBare = detail === undefined || detail === '' || code === 'DNS_ERROR';
  return isBare ? `${sentences[code]}.` : `${sentences[code]} (${detail}).`;
}
