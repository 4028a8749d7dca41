import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyBytesKept, createBodyCollector } from '../../../src/dispatcher/http/body-collector.ts';
import { decodeText } from '../../../src/dispatcher/http/decode-text.ts';

const readAll = (...chunks: Buffer[]) => {
  const body = createBodyCollector();
  for (const chunk of chunks) body.add(chunk);
  const { bytes, isCut } = body.read();
  return { ...decodeText(bytes, isCut, null), byteCount: body.byteCount };
};

describe('a collected body', () => {
  test('is the same text however it is cut into pieces', () => {
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

  test('longer than 16 KiB is marked as cut, and does not end in half a character', () => {
    const long = Buffer.from(`a${'é'.repeat(bodyBytesKept / 2)}`);
    expect(readAll(long)).toEqual({
      text: `a${'é'.repeat(bodyBytesKept / 2 - 1)}`,
      isCut: true,
      byteCount: bodyBytesKept + 1,
    });
  });

  test('of exactly 16 KiB is not marked as cut', () => {
    expect(readAll(Buffer.alloc(bodyBytesKept, 'a'))).toMatchObject({ isCut: false });
  });

  test('of invalid bytes is marked as cut if their replacements take more than 16 KiB', () => {
    expect(readAll(Buffer.alloc(bodyBytesKept, 0xff))).toMatchObject({
      text: '\ufffd'.repeat(Math.floor(bodyBytesKept / 3)),
      isCut: true,
    });
  });
});
