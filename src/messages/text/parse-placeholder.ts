import { toVisibleLine, truncateText } from '../../kernel/index.ts';
import { findFilterError, isFilterName, type Filter } from './filters.ts';

/** A value of an event within a message text. */
export interface Placeholder {
  /** The text between the braces, on one line and cut, for messages about it. */
  source: string;
  /** Keys and indexes from the event's body to the value. */
  path: readonly string[];
  filters: readonly Filter[];
}

/** Names that every object has without being its own, and that lead out of the data. */
const refusedKeys = ['__proto__', 'constructor', 'prototype'];

/** Longest source in a message about an error, in characters. */
const sourceCharactersMax = 60;

/** Parses what stands between the braces of a placeholder; answers a sentence about the first error. */
export function parsePlaceholder(inner: string): Placeholder | string {
  const source = `{{${truncateText(toVisibleLine(inner), sourceCharactersMax)}}}`;
  if (/[{}]/.test(inner)) return `${source} has a brace inside its braces.`;
  const [pathText = '', ...filterTexts] = splitAtBars(inner).map((part) => part.trim());
  const path = pathText.split('.');
  const pathError = findPathError(path);
  if (pathError !== undefined) return `${source} ${pathError}`;
  const filters = filterTexts.map(parseFilter);
  const filterError = filters.find((filter) => typeof filter === 'string');
  if (filterError !== undefined) return `${source} ${filterError}`;
  return { source, path, filters: filters.filter((filter) => typeof filter !== 'string') };
}

/** Splits at `|`, but not within quotation marks. */
function splitAtBars(text: string): string[] {
  const parts: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted;
    if (text[index] !== '|' || isQuoted) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}

function findPathError(path: readonly string[]): string | undefined {
  if (path.length === 1 && path[0] === '') return 'names no field.';
  if (path.some((key) => refusedKeys.includes(key))) return 'names a field that no event has.';
  const isWellFormed = path.every((key) => /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]{1,4})$/.test(key));
  return isWellFormed ? undefined : 'must begin with names joined by dots, such as data.rent.id.';
}

/** Parses `name` or `name:argument`; answers the end of a sentence about an error. */
function parseFilter(text: string): Filter | string {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  const argumentText = colon < 0 ? null : text.slice(colon + 1).trim();
  if (!isFilterName(name))
    return 'has an unknown filter: there are date, number, default and truncate.';
  const argument = argumentText === null ? null : parseArgument(argumentText);
  return findFilterError(name, argument) ?? { name, argument: argument ?? null };
}

/** Parses a whole number or a text in quotation marks; undefined for anything else. */
function parseArgument(text: string): string | number | undefined {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  const quoted = /^"([^"]*)"$/.exec(text);
  return quoted?.[1];
}
