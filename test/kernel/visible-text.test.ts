import { describe, expect, test } from '@jest/globals';
import {
  countCharacters,
  isolateDirection,
  toVisibleLine,
  toVisibleText,
  truncateText,
} from '../../src/kernel/index.ts';

const family = '👩‍👩‍👧‍👦';

describe('text from outside', () => {
  test.each([
    [' a\r\nb\t c ', 'a b c'],
    ['a\u0000b\u0085c', 'a b c'],
    ['a\u202Eb\u2066c\u200Fd\u061C', 'abcd'],
    ['a\u2028b', 'a b'],
    ['a\uD83Db', 'a\uFFFDb'],
    [`${family} 🇬🇧`, `${family} 🇬🇧`],
    ['\u200B\u00AD ', ''],
    [`e${'\u0301'.repeat(50)}x`, `e${'\u0301'.repeat(8)}x`],
  ])('%j becomes the line %j', (text, line) => {
    expect(toVisibleLine(text)).toBe(line);
  });

  test('keeps its lines and tabs when it may have several', () => {
    expect(toVisibleText('a\r\n\tb\rc\u0007')).toBe('a\n\tb\nc ');
  });

  test('is isolated only if a script in it is written from right to left', () => {
    expect(isolateDirection('Ünï 漢字')).toBe('Ünï 漢字');
    expect(isolateDirection('שלום')).toBe('\u2068שלום\u2069');
  });
});

describe('a text that is cut', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['ab cd', 4, 'ab…'],
    ['😀😀😀', 3, '😀😀😀'],
    ['😀😀😀😀', 3, '😀😀…'],
    [`a${family}b`, 5, 'a…'],
    [`${family}b`, 4, '👩‍👩…'],
    ['abc', 1, '…'],
  ])('%j to %d characters is %j', (text, max, cut) => {
    expect(truncateText(text, max)).toBe(cut);
    expect(countCharacters(cut)).toBeLessThanOrEqual(max);
  });

  test('can be measured in another unit', () => {
    expect(truncateText('éééé', 8, (part) => Buffer.byteLength(part))).toBe('éééé');
    expect(truncateText('ééééé', 8, (part) => Buffer.byteLength(part))).toBe('éé…');
  });
});
