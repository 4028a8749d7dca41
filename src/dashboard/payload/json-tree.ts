import type { TreeNodeData } from '@mantine/core';
import { joinPath } from './json-path.ts';

/** One entry of a JSON value, as the tree shows it. */
export interface JsonEntry {
  /** Such as `data.lines[0].id`; unique in the tree. */
  path: string;
  /** The text before the value: a key, an index, or `0 … 99` for a part of a long list. */
  name: string;
  isPart: boolean;
  value: unknown;
  /** The entries in it; null when the value has none. */
  entries: (() => JsonEntry[]) | null;
}

/** Entries shown together. Longer lists are divided into parts, so that no step of the tree is long. */
const partSize = 100;

/** Lists the outermost entries of a JSON value; a value without entries is one itself. */
export function listEntries(value: unknown): JsonEntry[] {
  const entries = openValue(value, '');
  return entries ? entries() : [{ path: '', name: '', isPart: false, value, entries: null }];
}

function openValue(value: unknown, path: string): (() => JsonEntry[]) | null {
  if (Array.isArray(value)) return value.length === 0 ? null : () => openList(value, path);
  if (value === null || typeof value !== 'object') return null;
  const pairs = Object.entries(value);
  if (pairs.length === 0) return null;
  return () => divide(pairs, path, 0, ([key, entry]) => toEntry(path, key, entry));
}

function openList(list: readonly unknown[], path: string): JsonEntry[] {
  return divide(list, path, 0, (entry, index) => toEntry(path, index, entry));
}

function toEntry(parent: string, key: string | number, value: unknown): JsonEntry {
  const path = joinPath(parent, key);
  return { path, name: String(key), isPart: false, value, entries: openValue(value, path) };
}

/** Turns items into entries, or into at most a hundred parts that do so when they are opened. */
function divide<Item>(
  items: readonly Item[],
  path: string,
  start: number,
  toEntryOf: (item: Item, index: number) => JsonEntry,
): JsonEntry[] {
  if (items.length <= partSize) return items.map((item, at) => toEntryOf(item, start + at));
  const size = partSize ** Math.ceil(Math.log(items.length) / Math.log(partSize) - 1 - 1e-9);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => {
    const first = start + part * size;
    const inPart = items.slice(part * size, (part + 1) * size);
    const name = `${first} … ${first + inPart.length - 1}`;
    return {
      path: `${path}[${name}]`,
      name,
      isPart: true,
      value: inPart,
      entries: () => divide(inPart, path, first, toEntryOf),
    };
  });
}

/** Chooses which entries are open: the outer ones before the inner ones, until this many entries are visible. */
export function chooseOpen(roots: readonly JsonEntry[], visibleMax: number): Set<string> {
  const open = new Set<string>();
  let level = [...roots];
  let visible = roots.length;
  while (level.length > 0) {
    const next: JsonEntry[] = [];
    for (const { path, entries } of level) {
      const inner = entries?.() ?? [];
      if (inner.length === 0 || visible + inner.length > visibleMax) continue;
      visible += inner.length;
      open.add(path);
      next.push(...inner);
    }
    level = next;
  }
  return open;
}

/** A node of the tree, with the entry that it shows. */
export interface JsonNode extends TreeNodeData {
  entry: JsonEntry;
}

/** Makes the nodes of the tree; the entries of closed ones are left out until they are opened. */
export function toNodes(entries: readonly JsonEntry[], open: ReadonlySet<string>): JsonNode[] {
  return entries.map((entry) => ({
    value: entry.path,
    label: entry.name,
    entry,
    ...(entry.entries && { hasChildren: true }),
    ...(entry.entries && open.has(entry.path) && { children: toNodes(entry.entries(), open) }),
  }));
}
