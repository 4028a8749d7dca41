import { errorWords, responseClassWords, statusWords, triggerWords } from './log-words.ts';
import type { PagePlace } from '../../components/page-place.ts';
import type { LogFilter, LogView } from './log-view.ts';

/** The content of the query of an address, and the parts that were not understood, such as `status=LOST`. */
export interface LogAddress {
  view: LogView;
  ignored: readonly string[];
}

/** As many values as the API takes in a list. */
const valuesMax = 100;
const textLengthMax = 200;

/**
 * Reads the query of an address, such as `status=FAILED&type=rent.created`. A list has its name once for each value, and
 * values are those of the API.
 */
export function readLogAddress(query: URLSearchParams): LogAddress {
  const ignored: string[] = [];
  const names = new Set(query.keys());

  function readAll(name: string, isKnown: (value: string) => boolean): string[] {
    names.delete(name);
    const values = [...new Set(query.getAll(name))];
    const known = values.filter(isKnown).slice(0, valuesMax);
    ignored.push(...values.filter((it) => !known.includes(it)).map((it) => `${name}=${it}`));
    return known;
  }
  const readOne = (name: string, isKnown: (value: string) => boolean) =>
    readAll(name, isKnown)[0] ?? null;
  const readKeys = <Value extends string>(name: string, words: Record<Value, string>) =>
    readAll(name, (value) => Object.hasOwn(words, value)) as Value[];

  const code = readOne('code', (value) => /^[1-9]\d{2}$/.test(value));
  const filter: LogFilter = {
    statuses: readKeys('status', statusWords),
    eventTypes: readAll('type', isNonEmpty),
    triggers: readKeys('trigger', triggerWords),
    errorCodes: readKeys('error', errorWords),
    responseStatusClasses: readKeys('class', responseClassWords),
    responseStatus: code === null ? null : Number(code),
    webhookIds: readAll('webhook', isNonEmpty),
    eventId: readOne('event', isNonEmpty),
    createdAfter: toIso(readOne('after', isTime)),
    createdBefore: toIso(readOne('before', isTime)),
    text: readOne('text', (value) => value !== '' && value.length <= textLengthMax),
  };
  const isOldestFirst = readOne('order', (value) => value === 'oldest') !== null;
  const place = toPlace(readOne('next', isNonEmpty), readOne('previous', isNonEmpty));
  for (const name of names) ignored.push(`${name}=${query.get(name)}`);
  return { view: { filter, isOldestFirst, place }, ignored };
}

/** Writes the query of an address from which `readLogAddress` reads the same. */
export function writeLogAddress({ filter, isOldestFirst, place }: LogView): URLSearchParams {
  const values: [string, readonly (string | number | null)[]][] = [
    ['status', filter.statuses],
    ['type', filter.eventTypes],
    ['trigger', filter.triggers],
    ['error', filter.errorCodes],
    ['class', filter.responseStatusClasses],
    ['code', [filter.responseStatus]],
    ['webhook', filter.webhookIds],
    ['event', [filter.eventId]],
    ['after', [filter.createdAfter]],
    ['before', [filter.createdBefore]],
    ['text', [filter.text]],
    ['order', [isOldestFirst ? 'oldest' : null]],
    [place?.side === 'before' ? 'previous' : 'next', [place?.cursor ?? null]],
  ];
  const query = new URLSearchParams();
  for (const [name, list] of values) {
    for (const value of list) if (value !== null) query.append(name, String(value));
  }
  return query;
}

const isNonEmpty = (value: string) => value !== '';
const isTime = (value: string) => !Number.isNaN(Date.parse(value));

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function toPlace(next: string | null, previous: string | null): PagePlace | null {
  if (next !== null) return { side: 'after', cursor: next };
  return previous === null ? null : { side: 'before', cursor: previous };
}
