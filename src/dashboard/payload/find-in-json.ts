import { listEntries, type JsonEntry } from './json-tree.ts';

/** The result of a search. */
export interface Found {
  /** The outermost entries that match or have a match in them. */
  entries: JsonEntry[];
  matchCount: number;
  /** Whether the search stopped at `matchesMax`. */
  isCut: boolean;
}

/** Finds the entries whose key or value contains the text, in upper or lower case, in the order of the tree. */
export function findInJson(value: unknown, text: string, matchesMax: number): Found {
  const sought = text.toLowerCase();
  let matchCount = 0;

  function keep(entry: JsonEntry): JsonEntry[] {
    if (matchCount >= matchesMax) return [];
    const isMatch = matches(entry, sought);
    if (isMatch) matchCount += 1;
    const inner = entry.entries?.().flatMap(keep) ?? [];
    if (inner.length > 0) return [{ ...entry, entries: () => inner }];
    return isMatch ? [entry] : [];
  }

  const entries = listEntries(value).flatMap(keep);
  return { entries, matchCount, isCut: matchCount >= matchesMax };
}

function matches({ name, isPart, value }: JsonEntry, sought: string): boolean {
  if (isPart) return false;
  const text = value === null || typeof value !== 'object' ? String(value) : '';
  return name.toLowerCase().includes(sought) || text.toLowerCase().includes(sought);
}
