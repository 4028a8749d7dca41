import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findInJson } from '../../src/dashboard/payload/find-in-json.ts';
import { joinPath } from '../../src/dashboard/payload/json-path.ts';
import {
  chooseOpen,
  listEntries,
  toNodes,
  type JsonEntry,
  type JsonNode,
} from '../../src/dashboard/payload/json-tree.ts';
import { describeSize, readJson } from '../../src/dashboard/payload/read-json.ts';
import { showHidden } from '../../src/dashboard/payload/show-hidden.ts';

describe('hidden characters', () => {
  test.each([
    ['a right-to-left override', 'a\u202Eb', String.raw`a\u202eb`],
    ['a zero-width space', 'a\u200Bb', String.raw`a\u200bb`],
    ['a byte order mark', '\uFEFF{}', String.raw`\ufeff{}`],
    ['a control character', 'a\u0007', String.raw`a\u0007`],
    ['a joiner between letters', 'a\u200Db', String.raw`a\u200db`],
    ['a carriage return alone', 'a\rb', String.raw`a\u000db`],
  ])('%s is written as an escape', (_name, text, readable) => {
    expect(showHidden(text)).toEqual({ text: readable, hiddenCount: 1 });
  });

  test.each([
    ['emoji of several parts', '👩‍👩‍👧 👍🏽 🏳️‍🌈'],
    ['line breaks and tabs', 'a\r\nb\tc\nd'],
    ['letters of other scripts', 'Grüße, שלום, می‌خواهم, 日本'],
    ['markup', '<img src=x onerror=alert(1)>'],
  ])('%s stay as they are', (_name, text) => {
    expect(showHidden(text)).toEqual({ text, hiddenCount: 0 });
  });
});

describe('the tree of a JSON value', () => {
  test('finds every value under the path that it shows', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        for (const { path, value: shown } of listLeaves(listEntries(value))) {
          expect(readPath(value, path)).toEqual(shown);
        }
      }),
    );
  });

  test('opens the outer entries first, and no more than asked for', () => {
    const value = { a: { b: { c: 1 } }, list: [1, 2, 3, 4], empty: {} };
    const roots = listEntries(value);
    expect([...chooseOpen(roots, 100)]).toEqual(['a', 'list', 'a.b']);
    expect([...chooseOpen(roots, 4)]).toEqual(['a']);
    expect(countNodes(toNodes(roots, new Set(['a', 'list'])))).toBe(8);
  });

  test.each([101, 10_000, 10_001, 131_072])('divides a list of %i into parts of 100', (length) => {
    const list = Array.from({ length }, (_, index) => index);
    const leaves = listLeaves(listEntries(list), (inner) => {
      expect(inner.length).toBeLessThanOrEqual(100);
    });
    expect(leaves.map(({ value }) => value)).toEqual(list);
    expect(leaves.at(-1)!.path).toBe(`[${length - 1}]`);
  });

  test('quotes keys that are no names', () => {
    expect(joinPath('data', 'a.b"c')).toBe(String.raw`data["a.b\"c"]`);
    expect(joinPath('', 'a key')).toBe('["a key"]');
  });
});

describe('a text', () => {
  const nest = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test('that is JSON is read, with all its levels', () => {
    expect(readJson('{"__proto__": {"a": 1}}')).toMatchObject({ isJson: true });
    expect(readJson(nest(500))).toMatchObject({ isJson: true });
  });

  test.each([
    '{"a":',
    nest(501),
    nest(8_192),
    `{"a":${'{"a":'.repeat(2_700)}1${'}'.repeat(2_701)}`,
  ])('that is no JSON, or has more levels than one can show, stays a text', (text) => {
    expect(readJson(text)).toEqual({ isJson: false });
  });
});

describe('a search in a JSON value', () => {
  const value = { name: 'Ada', lines: [{ name: 'drill' }, { name: 'saw', note: 'Adapter' }] };

  test('keeps what matches by key or value, with what it is in', () => {
    const { entries, matchCount, isCut } = findInJson(value, 'ADA', 100);
    expect(listLeaves(entries).map(({ path }) => path)).toEqual(['name', 'lines[1].note']);
    expect({ matchCount, isCut }).toEqual({ matchCount: 2, isCut: false });
    expect(findInJson(value, 'lines', 100).matchCount).toBe(1);
    expect(findInJson(value, 'nothing', 100).entries).toEqual([]);
  });

  test('stops at the most matches', () => {
    const found = findInJson(value, 'name', 2);
    expect(found).toMatchObject({ matchCount: 2, isCut: true });
  });
});

test('a text is JSON only as a whole', () => {
  expect(readJson('{"a":1}')).toEqual({ isJson: true, value: { a: 1 } });
  expect(readJson('"text"')).toEqual({ isJson: true, value: 'text' });
  expect(readJson('{"a":1} and more')).toEqual({ isJson: false });
});

test('a size is that of the text in UTF-8', () => {
  expect(describeSize('é')).toBe('2 bytes');
  expect(describeSize('x'.repeat(256 * 1024))).toBe('256 KiB');
});

function listLeaves(
  entries: readonly JsonEntry[],
  check: (entries: readonly JsonEntry[]) => void = () => undefined,
): JsonEntry[] {
  check(entries);
  return entries.flatMap((entry) => (entry.entries ? listLeaves(entry.entries(), check) : [entry]));
}

function countNodes(nodes: readonly JsonNode[]): number {
  return nodes.reduce((sum, { children = [] }) => sum + 1 + countNodes(children as JsonNode[]), 0);
}

/** Follows a path such as `data.lines[0]["a key"]`. */
function readPath(value: unknown, path: string): unknown {
  const steps = path.matchAll(/\.?([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy);
  let at = value;
  for (const [, name, index, quoted] of steps) {
    const key = name ?? index ?? (JSON.parse(quoted!) as string);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
