import { readHeaders } from './headers.ts';

/** One fact of two attempts. A value is null when that attempt does not have it. */
export interface Compared {
  name: string;
  first: string | null;
  second: string | null;
  differs: boolean;
}

/** Compares one fact. */
export function compareValues(name: string, first: string | null, second: string | null): Compared {
  return { name, first, second, differs: first !== second };
}

/** Compares headers by their names, in the order of the first, then those that only the second has. */
export function compareHeaders(first: unknown, second: unknown): Compared[] {
  const [ofFirst, ofSecond] = [new Map(readHeaders(first)), new Map(readHeaders(second))];
  return [...new Set([...ofFirst.keys(), ...ofSecond.keys()])].map((name) =>
    compareValues(name, ofFirst.get(name) ?? null, ofSecond.get(name) ?? null),
  );
}
