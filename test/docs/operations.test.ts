import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { configVariables } from '../../src/config/config.ts';

const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

test('the table of settings by purpose lists every setting exactly once', () => {
  const [, section = ''] = /^## Settings$([\s\S]*?)^## /m.exec(text) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const named = rows.flatMap((row) => row.match(/(?<=`)[A-Z_]+(?=`)/g) ?? []);
  expect(named.toSorted()).toEqual(configVariables.toSorted());
});

test('every file linked from the document exists', () => {
  const links = Array.from(text.matchAll(/\]\((?!http)([^)#]+)[^)]*\)/g), ([, path]) => path!);
  expect(links).toContain('deploy/stockaj-webhooks.service');
  for (const path of links) readFileSync(new URL(`../../docs/${path}`, import.meta.url));
});
