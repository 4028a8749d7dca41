import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fillMessageText } from '../../../src/messages/text/fill-message-text.ts';

const body: object = {
  event: 'item.low_stock',
  timestamp: '2025-01-15T10:30:00Z',
  data: {
    item: {
      name: ' Cordless\n drill ',
      sku: null,
      stock: 12_345,
      tags: ['a', 'b'],
      blank: '\u200B',
    },
    flag: false,
  },
};

/** Shows what was escaped: values in brackets, literals as they are. */
const escapes = {
  escapeLiteral: (text: string) => text,
  escapeValue: (line: string) => `[${line}]`,
};

const fill = (text: string): string => fillMessageText(text, body, escapes);

describe('filling a message text', () => {
  test.each([
    ['a {{event}} b', 'a [item.low_stock] b'],
    ['{{data.item.name}}', '[Cordless drill]'],
    ['{{data.item.name | truncate:5}}', '[Cord…]'],
    ['{{data.item.stock}}', '[12345]'],
    ['{{data.item.stock | number}}', '[12,345]'],
    ['{{data.item.name | number}}', '[Cordless drill]'],
    ['{{data.flag}}', '[false]'],
    ['{{data.item.tags.1}}', '[b]'],
    ['{{data.item.sku | default:"no | SKU"}}', '[no | SKU]'],
    ['{{data.item.blank | default:"none"}}', '[none]'],
    ['{{data.item.stock | default:"none"}}', '[12345]'],
    ['{{timestamp | date}}', '[15 Jan 2025, 10:30 UTC]'],
    ['{{timestamp | date:"day"}}', '[15 Jan 2025]'],
    ['{{timestamp | date:"time"}}', '[10:30 UTC]'],
    ['{{data.item.sku | default:"later" | date}}', '[later]'],
    ['one\r\ntwo\n{{event}}', 'one\ntwo\n[item.low_stock]'],
  ])('%j becomes %j', (text, filled) => {
    expect(fill(text)).toBe(filled);
  });

  test.each([
    '{{data.item}}',
    '{{data.item.tags}}',
    '{{data.item.tags.2}}',
    '{{data.item.tags.length}}',
    '{{data.item.name.length}}',
    '{{data.item.toString}}',
    '{{data.item.sku}}',
    '{{data.item.typo.typo}}',
  ])('%s has no value and becomes nothing', (text) => {
    expect(fill(text)).toBe('[]');
  });

  test('leaves a placeholder with an error as it was written', () => {
    expect(fill('{{data.__proto__}} {{event|upper}} {{')).toBe(
      '{{data.__proto__}} {{event|upper}} {{',
    );
  });

  test('does not fill what a value contains', () => {
    const filled = fillMessageText('{{event}}', { event: '{{timestamp}}' }, escapes);
    expect(filled).toBe('[{{timestamp}}]');
  });

  test('isolates a value of a right-to-left script', () => {
    expect(fillMessageText('{{event}}', { event: 'שלום' }, escapes)).toBe('[\u2068שלום\u2069]');
  });

  test('cuts a value at 500 characters', () => {
    const filled = fillMessageText('{{event}}', { event: '😀'.repeat(10_000) }, escapes);
    expect(filled).toBe(`[${'😀'.repeat(499)}…]`);
  });

  test('never throws and never reads more than own properties, whatever is written', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '|',
      '"',
      ':',
      '.',
      'data',
      'event',
      '7',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(fill(parts.join(''))).not.toMatch(/native code|\[object/);
      }),
      { numRuns: 300 },
    );
  });
});
