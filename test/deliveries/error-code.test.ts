import { expect, test } from '@jest/globals';
import { describeError, errorCodes } from '../../src/deliveries/error-code.ts';

test('every error code has a sentence of its own', () => {
  const sentences = errorCodes.map((code) => describeError(code));
  expect(new Set(sentences).size).toBe(errorCodes.length);
  expect(sentences.every((sentence) => /^[A-Z].+\.$/.test(sentence))).toBe(true);
});

test('a detail follows in parentheses, but never for DNS_ERROR', () => {
  expect(describeError('TLS_ERROR', 'expired')).toMatch(/ \(expired\)\.$/);
  expect(describeError('DNS_ERROR', '10.0.0.1')).toBe(describeError('DNS_ERROR'));
});
