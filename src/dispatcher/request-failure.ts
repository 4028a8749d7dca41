import type { ErrorCode } from '../deliveries/index.ts';

/** Why a request got no usable answer: a code, and a detail that is safe to show to anybody. */
export interface FailureReason {
  readonly errorCode: ErrorCode;
  readonly detail?: string;
}

/**
 * A receiver's fault on its way through undici, which knows only errors.
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

/** How OpenSSL and Node name the faults of certificates that people meet most, in words. */
const certificateFaults: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'the certificate has expired'],
  ['CERT_NOT_YET_VALID', 'the certificate is not valid yet'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate is of an unknown authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the certificate is of an unknown authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate is of an unknown authority'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'the receiver does not speak TLS'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'the receiver does not speak TLS'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'the receiver does not speak TLS 1.2 or newer'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'the receiver does not speak TLS 1.2 or newer'],
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
      return { errorCode: 'CONNECTION_RESET' };
  }
  return isTlsCode(code)
    ? explainTlsFailure(error)
    : { errorCode: 'CONNECTION_ERROR', detail: code };
}

/** The same for an error of the TLS handshake, where a code that is not known is one of TLS. */
export function explainTlsFailure(error: unknown): FailureReason {
  if (error instanceof RequestFailure) return error;
  const code = readCode(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return { errorCode: 'CONNECTION_RESET', detail: 'during the TLS handshake' };
  }
  return { errorCode: 'TLS_ERROR', detail: certificateFaults.get(code) ?? code };
}

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
