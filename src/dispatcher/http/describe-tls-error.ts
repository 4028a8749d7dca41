const unknownAuthority = 'the certificate is from an unknown authority';
const missingIntermediate =
  'the receiver sent only its own certificate, whose authority is unknown: the intermediate certificates are probably missing';
const clientCertificate = 'the receiver wants a client certificate, and we have none';
const oldProtocol = 'the receiver does not speak TLS 1.2 or newer';
const noTls = 'the receiver does not speak TLS';
const weak = 'the keys or signatures of the receiver are too weak';
const handshakeFailed = 'the TLS handshake failed';
const notVerified = 'the certificate of the receiver cannot be verified';
const noCipher =
  'the receiver accepts none of our ciphers, or has no certificate for the name in the URL';

/** Certificate errors, by Node's codes. */
const certificateErrors: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'the certificate, or an intermediate one, has expired'],
  ['CERT_NOT_YET_VALID', 'the certificate is not valid yet'],
  ['CERT_REVOKED', 'the certificate was revoked'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownAuthority],
  ['CERT_UNTRUSTED', unknownAuthority],
  // OpenSSL uses this code when the chain has a single certificate.
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', missingIntermediate],
  ['INVALID_PURPOSE', 'the certificate is not meant for servers'],
  ['INVALID_CA', 'an intermediate certificate may not sign others'],
  ['PATH_LENGTH_EXCEEDED', 'an intermediate certificate may not sign others'],
  ['CERT_CHAIN_TOO_LONG', 'the receiver sends too many certificates'],
  ['CERT_SIGNATURE_FAILURE', 'the signature of a certificate is wrong'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
  ['ERR_TLS_CERT_ALTNAME_FORMAT', 'the names in the certificate are not valid'],
  ['HOSTNAME_MISMATCH', 'the certificate is for another name'],
]);

/** Handshake errors, by the last words of their codes. Most are alerts of the receiver (RFC 8446, section 6). */
const handshakeErrors: ReadonlyMap<string, string> = new Map([
  ['WRONG_VERSION_NUMBER', noTls],
  ['PACKET_LENGTH_TOO_LONG', noTls],
  ['HTTP_REQUEST', noTls],
  ['PROTOCOL_VERSION', oldProtocol],
  ['UNSUPPORTED_PROTOCOL', oldProtocol],
  ['VERSION_TOO_LOW', oldProtocol],
  ['WRONG_SSL_VERSION', oldProtocol],
  ['NO_APPLICATION_PROTOCOL', 'the receiver does not accept HTTP/1.1, probably only HTTP/2'],
  ['CERTIFICATE_REQUIRED', clientCertificate],
  // An alert about a certificate can only mean ours. Some receivers send these when we sent none.
  ['BAD_CERTIFICATE', clientCertificate],
  ['CERTIFICATE_UNKNOWN', clientCertificate],
  ['UNKNOWN_CA', clientCertificate],
  ['NO_CERTIFICATE', clientCertificate],
  ['ACCESS_DENIED', clientCertificate],
  ['HANDSHAKE_FAILURE', noCipher],
  ['INSUFFICIENT_SECURITY', noCipher],
  ['UNRECOGNIZED_NAME', 'the receiver does not know the name in the URL'],
  ['INTERNAL_ERROR', 'the receiver had an internal error in the TLS handshake'],
  ['DH_KEY_TOO_SMALL', weak],
  ['EE_KEY_TOO_SMALL', weak],
  ['CA_KEY_TOO_SMALL', weak],
  ['CA_MD_TOO_WEAK', weak],
  [
    'UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
    'the receiver does not support secure renegotiation (RFC 5746)',
  ],
]);

/** An OpenSSL code. Versions of OpenSSL put different words before the name of an alert. */
const handshakeCode = /^ERR_SSL_(?:(?:SSLV3|SSL\/TLS|TLSV1|TLSV13)_)?(?:ALERT_)?(.+)$/;

/**
 * A TLS error in words, by its code. The code itself is never shown: few people can read it.
 * In TLS 1.2, a receiver that wants a client certificate and one without a common cipher end the handshake
 * with the same alert; only the first has shown its own certificate by then.
 */
export function describeTlsError(code: string, hasSeenCertificate: boolean): string {
  const [, name] = handshakeCode.exec(code) ?? [];
  if (name === undefined) {
    return (
      certificateErrors.get(code) ?? (/^E(?:PROTO$|RR_)/.test(code) ? handshakeFailed : notVerified)
    );
  }
  if (name === 'HANDSHAKE_FAILURE' && hasSeenCertificate) return clientCertificate;
  return handshakeErrors.get(name) ?? handshakeFailed;
}
