import { expect, test } from '@jest/globals';
import { unknownFacts, type AttemptFacts } from '../../../src/deliveries/index.ts';
import { hideSecrets } from '../../../src/dispatcher/attempt/hide-secrets.ts';

const custom = {
  sent: { 'X-Key': 'a-long-secret', 'X-Short': 'short', 'X-Team': 'orders-team' },
  masks: { 'X-Key': '••••', 'X-Short': '••••' },
};

const facts: AttemptFacts = {
  ...unknownFacts(new Date(0)),
  responseBody: '{"x-key":"a-long-secret","team":"orders-team","a":"a-long-secret, short"}',
  responseHeaders: { echo: 'a-long-secret', etag: '1' },
  errorMessage: 'a-long-secret was refused',
};

test('a secret header that a receiver repeats is hidden, unless it is short or not secret', () => {
  expect(hideSecrets(facts, custom)).toEqual({
    ...facts,
    responseBody: '{"x-key":"••••","team":"orders-team","a":"••••, short"}',
    responseHeaders: { echo: '••••', etag: '1' },
    errorMessage: '•••• was refused',
  });
});

test('an attempt without an answer, or of a webhook without secret headers, stays as it is', () => {
  const unknown = unknownFacts(new Date(0));
  expect(hideSecrets(unknown, custom)).toEqual(unknown);
  expect(hideSecrets(facts, null)).toBe(facts);
  expect(hideSecrets(facts, { ...custom, masks: {} })).toBe(facts);
});
