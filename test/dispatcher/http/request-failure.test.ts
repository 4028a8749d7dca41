import { expect, test } from '@jest/globals';
import { explainFailure, explainTlsFailure } from '../../../src/dispatcher/http/request-failure.ts';

const withCode = (code: string) =>
  Object.assign(new Error('10.0.0.1: text of the receiver'), { code });

/** Codes of OpenSSL 3.0 and 3.5, some with a sentence of their own and some without. */
const tlsCodes = [
  ...['SSLV3', 'SSL/TLS'].map((version) => `ERR_SSL_${version}_ALERT_HANDSHAKE_FAILURE`),
  ...['SSLV3', 'SSL/TLS'].map((version) => `ERR_SSL_${version}_ALERT_BAD_CERTIFICATE`),
  ...['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ...['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'],
  ...['ERR_SSL_DH_KEY_TOO_SMALL', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
  ...['ERR_SSL_SOMETHING_NEW', 'ERR_SSL_TLSV1_ALERT_SOMETHING_NEW', 'ERR_TLS_NEW', 'EPROTO'],
  ...['CERT_REVOKED', 'CERT_NOT_YET_VALID', 'UNSPECIFIED', 'CERT_SOMETHING_NEW'],
];
test.each(tlsCodes)('the TLS error %s is described in words', (code) => {
  for (const { errorCode, detail } of [
    explainTlsFailure(withCode(code)),
    explainTlsFailure(withCode(code), true),
  ]) {
    expect(errorCode).toBe('TLS_ERROR');
    expect(detail).toMatch(/^(?:the|an) [a-zA-Z]/);
    expect(detail).not.toMatch(/_|EPROTO|10\.0\.0\.1/);
  }
});

test('a handshake that fails after the receiver has shown its certificate lacks ours', () => {
  const code = 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE';
  expect(explainTlsFailure(withCode(code), true).detail).toMatch(/wants a client certificate/);
  expect(explainTlsFailure(withCode(code), false).detail).toMatch(/none of our ciphers/);
});

test('a network error is described in words, in the handshake too', () => {
  const failure = { errorCode: 'CONNECTION_ERROR', detail: 'there is no route to its address' };
  expect(explainFailure(withCode('EHOSTUNREACH'))).toEqual(failure);
  expect(explainTlsFailure(withCode('EHOSTUNREACH'))).toEqual(failure);
});
