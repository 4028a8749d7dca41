import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  fillCommand,
  quoteForShell,
  readPrograms,
} from '../../src/dashboard/secret/read-programs.ts';

const text = readFileSync(new URL('../../docs/integrators.md', import.meta.url), 'utf8');

test('the page for integrators has a program for every language, which reads the secret from the environment', () => {
  const programs = readPrograms(text);
  const names = programs.map(({ name }) => name);
  expect(names).toEqual(['Node', 'Python', 'PHP', 'Go', 'Ruby', 'Java', 'curl']);
  for (const { code } of programs) {
    expect(code).toContain('STOCKAJ_SECRETS');
    expect(code).toContain('webhook-signature');
    expect(code).not.toContain('whsec_b25');
  }
});

test('a document without a program is refused', () => {
  expect(() => readPrograms(text.replace('<!-- run: java -->', ''))).toThrow('java');
});

test('a text is one word of a shell', () => {
  expect(quoteForShell(`https://a.example/it's?a=1&b=$(id)`)).toBe(
    String.raw`'https://a.example/it'\''s?a=1&b=$(id)'`,
  );
});

test('a URL stands in the command as it is, whatever it contains', () => {
  expect(fillCommand('sh try.sh $URL', 'https://a.example/?a=$$&b=$&$')).toBe(
    `sh try.sh 'https://a.example/?a=$$&b=$&$'`,
  );
});
