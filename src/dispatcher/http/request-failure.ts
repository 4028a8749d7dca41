import { describeTlsError } from './describe-tls-error.ts';

/** The ways in which a request can end without a response that counts. */
export type FailureCode =
  | 'INVALID_RESPONSE'
  | 'TIMEOUT'
  /** The name does not exist, or it leads to an address that may not be reached: the two look the same. */
  | 'DNS_ERROR'
  | 'TLS_ERROR'
  | 'CONNECTION_REFUSED'
  | 'CONNECTION_RESET'
  | 'CONNECTION_ERROR';

/** The reason why a request got no response. */
export interface FailureReason {
  errorCode: FailureCode;
  /** A phrase that anyone may see; empty or left out when there is nothing to add to the code. */
  detail?: string;
}

/**
 * A receiver's error on its way through undici, which passes only errors on.
 * Has no property `code`, because undici reconnects for some codes.
 */
export class RequestFailure extends Error implements FailureReason {
  readonly errorCode: FailureCode;
  readonly detail: string;

  constructor(errorCode: FailureCode, detail = '', cause?: unknown) {
    super(`${errorCode} ${detail}`.trim(), { cause });
    this.name = 'RequestFailure';
    this.errorCode = errorCode;
    this.detail = detail;
  }
}

/** Common network errors in words. */
const networkErrors: ReadonlyMap<string, string> = new Map([
  ['EHOSTUNREACH', 'there is no route to its address'],
  ['ENETUNREACH', 'there is no route to its address'],
  ['ETIMEDOUT', 'its address does not respond'],
]);

/** Codes of a connection that the receiver ended. */
const resetCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
]);

/**
 * Turns an error of undici, `net` or `tls` into a reason. Only the code of the error is used: its message
 * can contain addresses, and text that the receiver chose.
 */
export function explainFailure(error: unknown): FailureReason {
  if (error instanceof RequestFailure) return error;
  const code = readCode(error);
  // undici's parser errors have a code only where undici could translate llhttp's number.
  if (readText(error, 'name') === 'HTTPParserError') return { errorCode: 'INVALID_RESPONSE' };
  switch (code) {
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { errorCode: 'INVALID_RESPONSE', detail: 'its headers are too large' };
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return { errorCode: 'INVALID_RESPONSE', detail: 'its content-length is wrong' };
    case 'UND_ERR_SOCKET':
      return explainSocketError(error);
    case 'ECONNREFUSED':
      return { errorCode: 'CONNECTION_REFUSED' };
  }
  if (resetCodes.has(code)) return { errorCode: 'CONNECTION_RESET' };
  return isTlsCode(code)
    ? explainTlsFailure(error)
    : { errorCode: 'CONNECTION_ERROR', detail: networkErrors.get(code) ?? code };
}

/**
 * The same for an error of the TLS handshake, where an unknown code is one of TLS.
 * `hasSeenCertificate` says whether the receiver had shown its certificate before the error.
 */
export function explainTlsFailure(error: unknown, hasSeenCertificate = false): FailureReason {
  if (error instanceof RequestFailure) return error;
  const code = readCode(error);
  if (resetCodes.has(code) || networkErrors.has(code)) return explainFailure(error);
  return { errorCode: 'TLS_ERROR', detail: describeTlsError(code, hasSeenCertificate) };
}

/** undici uses one code for a closed connection and for unexpected 100 and 101 responses. */
function explainSocketError(error: unknown): FailureReason {
  return /^bad (response|upgrade)$/.test(readText(error, 'message'))
    ? { errorCode: 'INVALID_RESPONSE', detail: 'an unexpected 1xx response' }
    : { errorCode: 'CONNECTION_RESET' };
}

function isTlsCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

function readCode(error: unknown): string {
  return readText(error, 'code');
}

/** Without `instanceof`: where code runs in a vm, errors of Node's core come from another realm. */
function readText(error: unknown, key: 'code' | 'message' | 'name'): string {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
}
