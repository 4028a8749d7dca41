import type { RecoveryFilter } from './filter-of-url.ts';
import { lowerCase } from './words.ts';

/** A condition of a filter in words. */
export interface Condition {
  /** The part of the filter. */
  name: keyof RecoveryFilter;
  text: string;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * Describes which deliveries a recovery sends again.
 *
 * @param nameOf returns the name of a webhook, or its id if the name is not known
 */
export function describeFilter(
  filter: RecoveryFilter,
  nameOf: (webhookId: string) => string,
): Condition[] {
  const conditions: [keyof RecoveryFilter, string, readonly (string | number | null)[]][] = [
    ['createdAfter', 'created since', [describe(filter.createdAfter)]],
    ['createdBefore', 'created before', [describe(filter.createdBefore)]],
    ['webhookIds', 'of', filter.webhookIds.map(nameOf)],
    ['eventTypes', 'event', filter.eventTypes],
    ['errorCodes', 'error', filter.errorCodes.map(lowerCase)],
    ['responseStatusClasses', 'response', filter.responseStatusClasses.map(lowerCase)],
    ['responseStatus', 'response', [filter.responseStatus]],
    ['triggers', 'made by', filter.triggers.map(lowerCase)],
    ['statuses', 'status', filter.statuses.map(lowerCase)],
    ['eventId', 'event', [filter.eventId]],
    ['text', 'payload contains', [filter.text === null ? null : `“${filter.text}”`]],
  ];
  return conditions.flatMap(([name, label, values]) => {
    const given = values.filter((value) => value !== null);
    return given.length === 0 ? [] : [{ name, text: `${label} ${listInWords(given)}` }];
  });
}

/** Describes a whole filter: "Created since 1 Mar 2026, 12:00, error timeout". */
export function summariseFilter(
  filter: RecoveryFilter,
  nameOf: (webhookId: string) => string,
): string {
  const text = describeFilter(filter, nameOf)
    .map((condition) => condition.text)
    .join(', ');
  return text.replace(/^./, (first) => first.toUpperCase());
}

function describe(value: string | null): string | null {
  return value === null ? null : time.format(new Date(value));
}

/** The most values that are named. */
const namedMax = 3;

function listInWords(values: readonly (string | number)[]): string {
  const named = values.slice(0, namedMax).map(String);
  const more = values.length - named.length;
  const list = new Intl.ListFormat('en', { type: more > 0 ? 'unit' : 'disjunction' });
  return more > 0 ? `${list.format(named)} or ${more} more` : list.format(named);
}
