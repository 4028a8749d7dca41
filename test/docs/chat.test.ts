import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { findMessageTextErrors, renderDigest, renderMessage } from '../../src/messages/index.ts';
import { appUrl, sampleEvent, sampleEvents } from '../messages/kit/events.ts';

const page = await readFile(new URL('../../docs/chat.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```text\n(.*?)```/gs)].map(([, text = '']) => text);

test('the message texts of the page may be saved', () => {
  const texts = blocks.filter((text) => text.includes('{{'));
  expect(texts).toHaveLength(3);
  for (const text of texts) {
    const types = text.includes('data.rent') ? ['rent.*'] : ['item.*'];
    expect(findMessageTextErrors(text, types)).toEqual([]);
  }
});

test('the mutation of the page is one of the API', async () => {
  const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  const [, mutation = ''] = /```graphql\n(.*?)```/s.exec(page) ?? [];
  expect(validate(schema, parse(mutation))).toEqual([]);
});

test('the notice and the digest of the page are what the service sends', () => {
  const sent = [
    renderMessage('TEAMS', sampleEvent('rent.created'), { appUrl, text: null }),
    renderDigest('SLACK', [sampleEvent('rent.created'), sampleEvent('item.low_stock')], { appUrl }),
    renderDigest('SLACK', sampleEvents(47), { appUrl }),
  ].join('\n');
  const shown = blocks.filter((text) => !text.includes('{{')).join('\n');
  const parts = shown.split(/\n| {2,}| · |: (?=A rent|The item)/).filter((part) => part !== '');
  expect(parts.length).toBeGreaterThan(20);
  for (const part of parts.filter((text) => text !== '…')) expect(sent).toContain(part);
});
