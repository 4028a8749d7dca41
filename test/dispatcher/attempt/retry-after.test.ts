import { expect, test } from '@jest/globals';
import { findRetryAfter } from '../../../src/dispatcher/attempt/retry-after.ts';

const discord = (seconds: unknown) => JSON.stringify({ message: 'wait', retry_after: seconds });
const answer = { status: 429, retryAfter: null, body: discord(0.35) };

test('the header says how long to wait, for every format', () => {
  const withHeader = { ...answer, retryAfter: '2' };
  expect(findRetryAfter(withHeader, 'DISCORD')).toBe('2');
  expect(findRetryAfter({ ...withHeader, body: '' }, 'JSON')).toBe('2');
  expect(findRetryAfter(null, 'DISCORD')).toBeNull();
});

test('without it, the body of Discord does, with a fraction', () => {
  expect(findRetryAfter(answer, 'DISCORD')).toBe('0.350');
  expect(findRetryAfter({ ...answer, body: discord(64) }, 'DISCORD')).toBe('64.000');
});

test.each(['', 'busy', 'null', '[]', '{}', discord('1'), discord(null)])(
  'a body without a time says nothing: %s',
  (body) => expect(findRetryAfter({ ...answer, body }, 'DISCORD')).toBeNull(),
);

test('the body of another service or of another answer says nothing', () => {
  expect(findRetryAfter(answer, 'SLACK')).toBeNull();
  expect(findRetryAfter({ ...answer, status: 503 }, 'DISCORD')).toBeNull();
});
