import { LimitError } from './document-limits.ts';

/**
 * Levels of the variables. An input type that contains itself is read by a recursion of graphql-js, which ends with some
 * thousand levels. The deepest variables of our clients, the data of a rent to publish, have 8.
 */
export const variablesDepthMax = 100;

/** The error of variables that are nested too deeply, or null. Does not use the call stack. */
export function findDepthError(variables: unknown): LimitError | null {
  let level = listChildren(variables);
  for (let depth = 0; depth < variablesDepthMax; depth += 1) {
    if (level.length === 0) return null;
    level = level.flatMap(listChildren);
  }
  return new LimitError(`Variables must not be nested deeper than ${variablesDepthMax} levels.`);
}

/** The objects and lists in a value. */
function listChildren(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((child) => typeof child === 'object' && child !== null);
}
