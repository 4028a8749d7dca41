import { expect, test } from '@jest/globals';
import { explainFailure, explainTlsFailure } from '../../src/dispatcher/http/request-failure.ts';

const withCode = (code: string) => Object.assign(new Error('10.0.0.1: words of theirs'), { code });

/** Codes as OpenSSL 3.0 and 3.5 have them, some with a sentence of their own and some without. */
const tlsCodes = [
  ...['SSLV3', 'SSL/TLS'].map((version) => `ERR_SSL_${version}_ALERT_HANDSHAKE_FAILURE`),
  ...['SSLV3', 'SSL/TLS'].map((version) => `ERR_SSL_${version}_ALERT_BAD_CERTIFICATE`),
  ...['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ...['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'],
  ...['ERR_SSL_DH_KEY_TOO_SMALL', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
  ...['ERR_SSL_SOMETHING_NEW', 'ERR_SSL_TLSV1_ALERT_SOMETHING_NEW', 'ERR_TLS_NEW', 'EPROTO'],
  ...['CERT_REVOKED', 'CERT_NOT_YET_VALID', 'UNSPECIFIED', 'CERT_SOMETHING_NEW'],
];
test.each(tlsCodes)('an error of TLS with the code %s is told in words', (code) => {
  for (const { errorCode, detail } of [
    explainTlsFailure(withCode(code)),
    explainTlsFailure(withCode(code), true),
  ]) {
    expect(errorCode).toBe('TLS_ERROR');
    expect(detail).toMatch(/^(?:the|an) [a-zA-Z]/);
    expect(detail).not.toMatch(/_|EPROTO|10\.0\.0\.1/);
  }
});

test('a handshake that fails after the certificate was shown is one that wants ours', () => {
  const code = 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE';
  expect(explainTlsFailure(withCode(code), true).detail).toMatch(/wants a client certificate/);
  expect(explainTlsFailure(withCode(code), false).detail).toMatch(/none of our ciphers/);
});

test('an error of the network is told in words, in the handshake too', () => {
  const failure = { errorCode: 'CONNECTION_ERROR', detail: 'there is no way to its address' };
  expect(explainFailure(withCode('EHOSTUNREACH'))).toEqual(failure);
  expect(explainTlsFailure(withCode('EHOSTUNREACH'))).toEqual(failure);
});
