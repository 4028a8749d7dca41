import { describe, expect, test } from '@jest/globals';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { formatNames, isChat, readSuggestion } from '../../src/dashboard/format/formats.ts';
import type { MessageParts } from '../../src/dashboard/message/message-parts.ts';
import { parseMarks, type Run } from '../../src/dashboard/message/parse-marks.ts';
import { readMessage } from '../../src/dashboard/message/read-message.ts';
import { renderDigest, renderMessage } from '../../src/messages/index.ts';

const chatFormats = formatNames.filter(isChat);
const appUrl = 'https://app.example.com';
const name = 'Drill <!channel> *18 V* [x](y) & @everyone';

const { sample } = listEventTypes().find((type) => type.name === 'item.created')!;
const item = { ...(sample as { item: object }).item, name };
const event = {
  type: 'item.created',
  body: JSON.stringify({
    event: 'item.created',
    data: { item },
    timestamp: '2025-01-15T10:30:00Z',
  }),
};

const write = (runs: readonly Run[]) => runs.map(({ text }) => text).join('');

/** Everything that is read, without what a service replaces to prevent mentions and marks. */
function writeAll({ title, paragraphs, facts, footer }: MessageParts): string {
  const lines = [title, ...paragraphs, ...facts.map(({ value }) => value), footer].map(write);
  return lines.join('\n').replaceAll('\u200B', '').replaceAll('\u2217', '*');
}

describe.each(chatFormats)('a message in the format %s', (format) => {
  test('is read with its texts as they are meant, and its link', () => {
    const parts = readMessage(format, renderMessage(format, event, { appUrl, text: null }))!;
    expect(write(parts.title)).toBe('New item');
    expect(writeAll(parts)).toContain(name);
    expect(parts.facts.length).toBeGreaterThan(1);
    const links = [...parts.title, ...parts.footer].map(({ href }) => href).filter(Boolean);
    expect(links).toEqual([`${appUrl}/items/${(item as { id?: string }).id}`]);
  });

  test('is read when it has a text of its owner, and when it is for several events', () => {
    const text = 'Item {{data.item.name}}';
    const own = readMessage(format, renderMessage(format, event, { appUrl: null, text }))!;
    expect(writeAll(own)).toContain(`Item ${name}`);
    const digest = renderDigest(format, Array(40).fill(event), { appUrl });
    const parts = readMessage(format, digest)!;
    expect(writeAll(parts)).toMatch(/^40 events\n[^]*and \d+ more/);
  });

  test('is not read if it is no message', () => {
    expect(readMessage(format, '{')).toBeNull();
    expect(readMessage(format, 'null')).toBeNull();
  });
});

test('marks become looks, and only addresses of pages become links', () => {
  expect(parseMarks('*a* _b_ `c` x*y &lt; <https://e.com|d> <javascript:1|e>', 'slack')).toEqual([
    { text: 'a', isBold: true },
    { text: ' ' },
    { text: 'b', isItalic: true },
    { text: ' ' },
    { text: 'c', isCode: true },
    { text: ' x*y < ' },
    { text: 'd', href: 'https://e.com' },
    { text: ' ' },
    { text: 'e' },
  ]);
  expect(parseMarks('**a \\* _b_** [c](<https://e.com>)', 'markdown')).toEqual([
    { text: 'a ', isBold: true },
    { text: '*', isBold: true },
    { text: ' ', isBold: true },
    { text: 'b', isBold: true, isItalic: true },
    { text: ' ' },
    { text: 'c', href: 'https://e.com' },
  ]);
});

test('the format that the service suggests is found in its words', () => {
  expect(readSuggestion('Slack does not accept the format JSON. Set the format SLACK.')).toBe(
    'SLACK',
  );
  expect(readSuggestion('This is not a URL of Slack. Set the format JSON, or paste …')).toBe(
    'JSON',
  );
  expect(readSuggestion('Something else.')).toBeNull();
});
