import { LimitError } from './document-limits.ts';

/**
 * Levels of the variables. An input type that contains itself is read by a recursion of graphql-js, which ends with some
 * thousand levels. The deepest variables of our clients, the data of a rent to publish, have 8.
 */
export const variablesDepthMax = 100;

/** The error of variables that are nested too deeply, or null. Does not use the call stack. */
export function findDepthError(variables: unknown): LimitError | null {
  let level = listChildren([variables ?? {}]);
  for (let depth = 0; depth < variablesDepthMax; depth += 1) {
    if (level.length === 0) return null;
    level = listChildren(level);
  }
  return new LimitError(`Variables must not be nested deeper than ${variablesDepthMax} levels.`);
}

/** The objects and lists in these. */
function listChildren(parents: readonly unknown[]): unknown[] {
  const found: unknown[] = [];
  for (const parent of parents) {
    // An object or a list of JSON.
    for (const child of Object.values(parent as Readonly<Record<string, unknown>>)) {
      if (typeof child === 'object' && child !== null) found.push(child);
    }
  }
  return found;
}
