import { describe, expect, test } from '@jest/globals';
import { readHeaders } from '../../../src/dispatcher/http/read-headers.ts';

describe('read headers', () => {
  const raw = (...texts: string[]) => texts.map((text) => Buffer.from(text, 'latin1'));

  test('have names in lower case, and repeated ones are joined', () => {
    expect(readHeaders(raw('X-A', '1', 'x-a', '2', 'B', 'é')).headers).toEqual({
      'x-a': '1, 2',
      b: 'é',
    });
  });

  test('have no cookies', () => {
    expect(readHeaders(raw('Set-Cookie', 'a=1', 'SET-COOKIE2', 'b=2')).headers).toEqual({});
  });

  test('are kept even if they are named like properties of an object', () => {
    const { headers } = readHeaders(raw('__proto__', 'x', 'constructor', 'y'));
    expect(Object.entries(headers)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test('are at most 100 and 16 KiB, and Retry-After is found after them', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => [`h${index}`, 'x']).flat();
    const { headers, retryAfter } = readHeaders(raw(...many, 'Retry-After', '9'.repeat(200)));
    expect(Object.keys(headers)).toHaveLength(100);
    expect(retryAfter).toBe('9'.repeat(64));
    expect(readHeaders(raw('a', 'x'.repeat(20_000), 'b', 'y')).headers).toEqual({});
  });
});
