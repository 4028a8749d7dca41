import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../../src/dispatcher/http/decode-text.ts';
import {
  bodyBytesKept,
  createBodyCollector,
  readHeaders,
} from '../../src/dispatcher/http/read-response.ts';

const readAll = (...chunks: Buffer[]) => {
  const body = createBodyCollector();
  for (const chunk of chunks) body.add(chunk);
  const { bytes, isCut } = body.read();
  return { ...decodeText(bytes, isCut, null), byteCount: body.byteCount };
};

describe('a collected body', () => {
  test('is the same text however it was cut into pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(fc.nat(64)), (bytes, cuts) => {
        const whole = Buffer.from(bytes);
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((end, index) => whole.subarray(places[index], end));
        expect(readAll(...pieces)).toEqual(readAll(whole));
      }),
    );
  });

  test('is text that a database can hold, of at most 16 KiB', () => {
    const bytes = fc.uint8Array({ maxLength: 40_000, size: 'max' });
    fc.assert(
      fc.property(bytes, (body) => {
        const { text, isCut } = readAll(Buffer.from(body));
        expect(text.includes('\0') || !text.isWellFormed()).toBe(false);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bodyBytesKept);
        expect(isCut || body.length <= bodyBytesKept).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('is marked as cut, without half a character, when it is longer than is kept', () => {
    const long = Buffer.from(`a${'é'.repeat(bodyBytesKept / 2)}`);
    expect(readAll(long)).toEqual({
      text: `a${'é'.repeat(bodyBytesKept / 2 - 1)}`,
      isCut: true,
      byteCount: bodyBytesKept + 1,
    });
  });

  test('is not marked as cut when it has exactly the length that is kept', () => {
    expect(readAll(Buffer.alloc(bodyBytesKept, 'a'))).toMatchObject({ isCut: false });
  });

  test('of invalid bytes is marked as cut when its replacement takes more than is kept', () => {
    expect(readAll(Buffer.alloc(bodyBytesKept, 0xff))).toMatchObject({
      text: '\ufffd'.repeat(Math.floor(bodyBytesKept / 3)),
      isCut: true,
    });
  });
});

describe('read headers', () => {
  const raw = (...texts: string[]) => texts.map((text) => Buffer.from(text, 'latin1'));

  test('have lower-case names, and repeated ones are joined', () => {
    expect(readHeaders(raw('X-A', '1', 'x-a', '2', 'B', 'é')).headers).toEqual({
      'x-a': '1, 2',
      b: 'é',
    });
  });

  test('have no cookies', () => {
    expect(readHeaders(raw('Set-Cookie', 'a=1', 'SET-COOKIE2', 'b=2')).headers).toEqual({});
  });

  test('are kept as data when they are named like parts of an object', () => {
    const { headers } = readHeaders(raw('__proto__', 'x', 'constructor', 'y'));
    expect(Object.entries(headers)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test('are at most 100 and 16 KiB, and Retry-After is found behind them', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => [`h${index}`, 'x']).flat();
    const { headers, retryAfter } = readHeaders(raw(...many, 'Retry-After', '9'.repeat(200)));
    expect(Object.keys(headers)).toHaveLength(100);
    expect(retryAfter).toBe('9'.repeat(64));
    expect(readHeaders(raw('a', 'x'.repeat(20_000), 'b', 'y')).headers).toEqual({});
  });
});
