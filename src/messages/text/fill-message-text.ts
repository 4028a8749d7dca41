import {
  isolateDirection,
  toVisibleLine,
  toVisibleText,
  truncateText,
} from '../../kernel/index.ts';
import { applyFilters } from './filters.ts';
import { parseMessageText } from './parse-message-text.ts';
import type { Placeholder } from './parse-placeholder.ts';

/** Longest value in a message, in characters. */
const valueCharactersMax = 500;

/** Most UTF-16 units of a value that are looked at. */
const unitsMax = 10_000;

/** Functions that make texts safe for the service. */
interface Escapes {
  escapeLiteral: (text: string) => string;
  escapeValue: (line: string) => string;
}

/**
 * Fills the placeholders of a message text from the body of an event. Never throws: a value that is missing or is
 * no single value becomes nothing, and a placeholder with an error stays as it was written.
 */
export function fillMessageText(text: string, body: object, escapes: Escapes): string {
  const { parts } = parseMessageText(text);
  return parts
    .map((part) =>
      typeof part === 'string'
        ? escapes.escapeLiteral(toVisibleText(part))
        : escapes.escapeValue(fillPlaceholder(part, body)),
    )
    .join('');
}

function fillPlaceholder({ path, filters }: Placeholder, body: object): string {
  const filled = applyFilters(toCleanValue(readPath(body, path)), filters);
  return isolateDirection(truncateText(toVisibleLine(writeValue(filled)), valueCharactersMax));
}

/** Writes a single value; nothing for null and for a part of the data. */
function writeValue(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Cleans a text before the filters, so that `default` also stands for one with nothing to see. */
function toCleanValue(value: unknown): unknown {
  return typeof value === 'string' ? toVisibleLine(value.slice(0, unitsMax)) : value;
}

/** Reads the value at a path of own properties; undefined if there is none. */
function readPath(body: object, path: readonly string[]): unknown {
  let value: unknown = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    if (Array.isArray(value) && !/^\d+$/.test(key)) return undefined; // such as `length`
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
