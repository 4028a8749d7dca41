import type { ErrorCode } from '../../deliveries/index.ts';
import { describeTlsError } from './describe-tls-error.ts';

/** Why a request got no usable answer: a code, and a detail that is safe to show to anybody. */
export interface FailureReason {
  errorCode: ErrorCode;
  detail?: string;
}

/**
 * A receiver's error on its way through undici, which knows only errors.
 * It has no `code` of its own: undici connects again by itself on some codes.
 */
export class RequestFailure extends Error implements FailureReason {
  readonly errorCode: ErrorCode;
  readonly detail: string;

  constructor(errorCode: ErrorCode, detail = '', cause?: unknown) {
    super(`${errorCode} ${detail}`.trim(), { cause });
    this.name = 'RequestFailure';
    this.errorCode = errorCode;
    this.detail = detail;
  }
}

/** Errors of the network that people meet, in words. */
const networkErrors: ReadonlyMap<string, string> = new Map([
  ['EHOSTUNREACH', 'there is no way to its address'],
  ['ENETUNREACH', 'there is no way to its address'],
  ['ETIMEDOUT', 'its address does not respond'],
]);

/**
 * Sorts an error of undici, `net` or `tls` into a reason. Only the error's code is shown: its message
 * can hold addresses, and words that the receiver chose.
 */
export function explainFailure(error: unknown): FailureReason {
  if (error instanceof RequestFailure) return error;
  const code = readCode(error);
  // undici's parser errors carry a code only where undici could translate llhttp's number.
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
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING':
      return { errorCode: 'CONNECTION_RESET' };
  }
  return isTlsCode(code)
    ? explainTlsFailure(error)
    : { errorCode: 'CONNECTION_ERROR', detail: networkErrors.get(code) ?? code };
}

/**
 * The same for an error of the TLS handshake, where a code that is not known is one of TLS.
 * `hasSeenCertificate` says whether the receiver had shown its certificate by then.
 */
export function explainTlsFailure(error: unknown, hasSeenCertificate = false): FailureReason {
  if (error instanceof RequestFailure) return error;
  const code = readCode(error);
  if (resetCodes.has(code)) {
    return { errorCode: 'CONNECTION_RESET', detail: 'during the TLS handshake' };
  }
  if (networkErrors.has(code)) return explainFailure(error);
  return { errorCode: 'TLS_ERROR', detail: describeTlsError(code, hasSeenCertificate) };
}

const resetCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
]);

/** undici gives one code to a closed connection and to 100 and 101 answers that nobody asked for. */
function explainSocketError(error: unknown): FailureReason {
  return /^bad (response|upgrade)$/.test(readText(error, 'message'))
    ? { errorCode: 'INVALID_RESPONSE', detail: 'an answer that was not asked for' }
    : { errorCode: 'CONNECTION_RESET' };
}

function isTlsCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

function readCode(error: unknown): string {
  return readText(error, 'code');
}

/** Not by `instanceof`: the errors of Node's core are of another realm where code runs in a vm. */
function readText(error: unknown, key: 'code' | 'message' | 'name'): string {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
}
