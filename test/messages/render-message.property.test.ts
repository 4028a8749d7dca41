import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderDigest, renderMessage } from '../../src/messages/index.ts';
import { appUrl, eventTypeNames, formats, hostileEvent } from './kit/events.ts';
import { findProblems, readVisible } from './kit/services.ts';

const hostileParts = [
  '<!channel>',
  '<@U012AB3CD>',
  '<#C024BE7LR>',
  '<users/all>',
  '<https://evil.example|Log in>',
  '[Log in](https://evil.example)',
  '@everyone',
  '@here',
  '@all',
  '<at>All</at>',
  '```',
  '`',
  '**',
  '&lt;!channel&gt;',
  '&amp;',
  '<b>',
  '\\',
  '{{data.renter.name}}',
  '{{DATE(2025-01-15T10:30:00Z,SHORT)}}',
  '{',
  ']',
  '(https://evil.example)',
  '\u202E',
  '\u200F',
  '\u2067',
  '\u2069',
  'שלום',
  'مرحبا',
  '\u0000',
  '\u0085',
  '\r\n',
  '\u2028',
  '\uD83D',
  '🇬🇧'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(200),
  'e' + '\u0301'.repeat(300),
  '😀'.repeat(200),
  'x'.repeat(5_000),
  '&'.repeat(300),
];

const hostile = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...hostileParts) },
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const types = fc.constantFrom(...eventTypeNames);
const literals = fc.array(fc.constantFrom(...hostileParts, '{{data.item.name}}', ' {{event}} '));

describe.each(formats)('a hostile event in the format %s', (format) => {
  test('mentions nobody, fits, and begins with what can be read', () => {
    fc.assert(
      fc.property(types, hostile, (type, text) => {
        const event = hostileEvent(type, `Drill ${text}`);
        const body = renderMessage(format, event, { appUrl, text: null });
        expect(findProblems(format, body)).toEqual([]);
        expect(readVisible(body)).toContain('Drill');
      }),
      { numRuns: 60 },
    );
  });

  test('is harmless among several', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(types, hostile), { minLength: 2, maxLength: 15 }), (pairs) => {
        const events = pairs.map(([type, text]) => hostileEvent(type, text));
        expect(findProblems(format, renderDigest(format, events, { appUrl }))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('is harmless in any message text', () => {
    fc.assert(
      fc.property(hostile, literals, (name, parts) => {
        const event = hostileEvent('item.updated', name);
        const body = renderMessage(format, event, { appUrl, text: parts.join('').slice(0, 2_000) });
        const problems = findProblems(format, body);
        // The text may be cut within an isolate: the end of the line closes it.
        expect(problems.filter((problem) => problem !== 'an open isolate')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
