import { expect, test } from '@jest/globals';
import { unknownFacts, type AttemptFacts } from '../../../src/deliveries/index.ts';
import { hideSecrets } from '../../../src/dispatcher/attempt/hide-secrets.ts';

const custom = {
  sent: { 'X-Key': 'a-long-secret', 'X-Short': 'short', 'X-Team': 'orders-team' },
  masks: { 'X-Key': '••••', 'X-Short': '••••' },
};

const settings = {
  customHeaders: custom,
  format: 'JSON' as const,
  url: 'https://hooks.example.com/a-path-that-is-no-secret',
};

const facts: AttemptFacts = {
  ...unknownFacts(new Date(0)),
  responseBody: '{"x-key":"a-long-secret","team":"orders-team","a":"a-long-secret, short"}',
  responseHeaders: { echo: 'a-long-secret', etag: '1' },
  errorMessage: 'a-long-secret was refused',
};

test('a secret header that a receiver repeats is hidden, unless it is short or not secret', () => {
  expect(hideSecrets(facts, settings)).toEqual({
    ...facts,
    responseBody: '{"x-key":"••••","team":"orders-team","a":"••••, short"}',
    responseHeaders: { echo: '••••', etag: '1' },
    errorMessage: '•••• was refused',
  });
});

test.each([
  [
    'the key alone',
    'Bearer sk_live_51SECRETKEY',
    'Invalid key sk_live_51SECRETKEY',
    'Invalid key ••••',
  ],
  ['without its scheme, and short', 'Bearer abcd1234', 'Unknown key abcd1234', 'Unknown key ••••'],
  ['as JSON', 'a "quoted" secret', '{"x":"a \\"quoted\\" secret"}', '{"x":"••••"}'],
  [
    'beside one that it begins with',
    'a-long-secret-and-its-end',
    'x a-long-secret-and-its-end',
    'x ••••',
  ],
])('a secret header is hidden that is repeated %s', (_how, sent, responseBody, expected) => {
  const customHeaders = {
    sent: { 'X-Key': 'a-long-secret', 'X-Other': sent },
    masks: { 'X-Key': '••', 'X-Other': '••••' },
  };
  const logged = hideSecrets({ ...facts, responseBody }, { ...settings, customHeaders });
  expect(logged.responseBody).toBe(expected);
});

test('a value at the end of a body that is not whole is hidden', () => {
  const responseBodyError = 'The connection broke.';
  const cut = (responseBody: string) => ({ ...facts, responseBody, responseBodyError });
  expect(hideSecrets(cut('x a-long-sec'), settings).responseBody).toBe('x ••••');
  expect(hideSecrets(cut('x a-long-s'), settings).responseBody).toBe('x ••••');
  expect(hideSecrets(cut('x a-long-'), settings).responseBody).toBe('x a-long-');
  const whole = { ...facts, responseBody: 'x a-long-sec' };
  expect(hideSecrets(whole, settings).responseBody).toBe('x a-long-sec');
  const message = { ...facts, errorMessage: 'It began with "a-long-sec…".' };
  expect(hideSecrets(message, settings).errorMessage).toBe('It began with "••••…".');
  const url = 'https://chat.example.com/hooks/8f3kq9w7zt3hmb1sxe5dpyr2ao';
  const chat = { customHeaders: null, format: 'SLACK' as const, url };
  expect(hideSecrets(cut('at /hooks/8f3kq9w7zt3hmb1s'), chat).responseBody).toBe('at ****');
});

test('an attempt without an answer, or of a webhook without secret headers, stays as it is', () => {
  const unknown = unknownFacts(new Date(0));
  expect(hideSecrets(unknown, settings)).toEqual(unknown);
  expect(hideSecrets(facts, { ...settings, customHeaders: null })).toBe(facts);
  expect(hideSecrets(facts, { ...settings, customHeaders: { ...custom, masks: {} } })).toBe(facts);
});

test('the URL of a chat format that its service repeats is hidden, as a whole and in parts', () => {
  const [path, token] = ['/hooks/8f3kq9w7zt3hmb1sxe5dpyr2ao', 'Zm9v+YmFyYmF6cXV4/MTIz'];
  const url = `https://chat.example.com${path}?token=${encodeURIComponent(token)}`;
  const repeated = {
    ...facts,
    responseBody: `The URL ${path} was not found; hook 8f3kq9w7zt3hmb1sxe5dpyr2ao, token ${token}`,
    responseHeaders: { location: url },
    errorMessage: `it began with "${path}"`,
  };
  const logged = hideSecrets(repeated, { customHeaders: null, format: 'SLACK', url });
  expect(logged).toMatchObject({
    responseBody: 'The URL **** was not found; hook ****, token ****',
    responseHeaders: { location: 'https://chat.example.com****' },
    errorMessage: 'it began with "****"',
  });
});

test('a URL without a path hides nothing', () => {
  const url = 'https://chat.example.com/';
  const settingsOfChat = { customHeaders: null, format: 'SLACK' as const, url };
  expect(hideSecrets(facts, settingsOfChat)).toBe(facts);
});
