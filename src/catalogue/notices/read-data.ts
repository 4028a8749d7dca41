import {
  formatInstant,
  isolateDirection,
  toVisibleLine,
  truncateText,
} from '../../kernel/index.ts';
import type { NoticeFact } from './notice.ts';

/** An object of an event's data. Its values may be of any type: events are kept, and their schemas change. */
export type DataObject = Readonly<Record<string, unknown>>;

/** Longest value of a fact, in characters; the longest e-mail addresses are cut. */
const valueCharactersMax = 200;

/** Longest name within a sentence, in characters. */
const nameCharactersMax = 80;

/** Most UTF-16 units of a value that are looked at: a text of an old event can be very long. */
const unitsMax = 4_000;

/** Reads an own property; undefined if there is none. */
export function readValue(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key))
    return undefined;
  return (object as DataObject)[key];
}

/** Reads an own property that is a text with something to see, on one line; undefined otherwise. */
export function readLine(object: unknown, key: string): string | undefined {
  const value = readValue(object, key);
  return typeof value === 'string' ? toLine(value) : undefined;
}

/** Reads an own property that is a finite number; undefined otherwise. */
export function readNumber(object: unknown, key: string): number | undefined {
  const value = readValue(object, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Reads a name for use within a sentence, in quotation marks; undefined if there is none. */
export function readQuotedName(object: unknown, key: string): string | undefined {
  const name = readLine(object, key);
  return name && `“${isolateDirection(truncateText(name, nameCharactersMax))}”`;
}

/** Path of an object in Stockaj's app; null unless its id has the form of one. */
export function findPath(folder: string, object: unknown): string | null {
  const id = readValue(object, 'id');
  return typeof id === 'string' && /^[a-z]{1,10}_[0-9a-z]{1,40}$/.test(id)
    ? `${folder}/${id}`
    : null;
}

function toLine(value: string): string | undefined {
  return toVisibleLine(value.slice(0, unitsMax)) || undefined;
}

/** A value as text: numbers with grouped digits, null as "none"; undefined for what is no single value. */
function writeValue(value: unknown): string | undefined {
  if (value === null) return 'none';
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (typeof value !== 'string') return undefined;
  return formatInstant(value) ?? toLine(value);
}

/**
 * Facts of an object by key, without those that are missing. A value that an update changed is shown with its
 * previous one.
 *
 * @param names the name of each fact by its key, in reading order
 * @param previous the previous values of the changed fields
 */
export function listFacts(
  names: Readonly<Record<string, string>>,
  object: unknown,
  previous?: unknown,
): NoticeFact[] {
  return Object.entries(names).flatMap(([key, name]) => {
    const value = writeValue(readValue(object, key));
    if (value === undefined) return [];
    const before = writeValue(readValue(previous, key));
    return [before === undefined ? toFact(name, value) : toChange(name, before, value)];
  });
}

/** A fact whose value is cut to 200 characters. */
export function toFact(name: string, value: string): NoticeFact {
  return { name, value: truncateText(value, valueCharactersMax) };
}

/** A fact with a previous and a present value, each cut to what fits. */
function toChange(name: string, before: string, now: string): NoticeFact {
  const charactersMax = valueCharactersMax / 2 - 4; // for the arrow and the isolates
  const [left, right] = [before, now].map((value) =>
    isolateDirection(truncateText(value, charactersMax)),
  );
  return { name, value: `${left ?? ''} → ${right ?? ''}` };
}
