import type { LogFilter } from '../deliveries/log/log-view.ts';
import { capitalise, toLowerWords } from '../words/to-words.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * Describes which deliveries a recovery sends again: "Created since 1 Mar 2026, 12:00, error timeout".
 *
 * @param nameOf returns the name of a webhook, or its id if the name is not known
 */
export function summariseFilter(filter: LogFilter, nameOf: (webhookId: string) => string): string {
  const conditions: [string, readonly (string | number | null)[]][] = [
    ['created since', [describe(filter.createdAfter)]],
    ['created before', [describe(filter.createdBefore)]],
    ['of', filter.webhookIds.map(nameOf)],
    ['event', filter.eventTypes],
    ['error', filter.errorCodes.map(toLowerWords)],
    ['response', filter.responseStatusClasses.map(toLowerWords)],
    ['response', [filter.responseStatus]],
    ['made by', filter.triggers.map(toLowerWords)],
    ['status', filter.statuses.map(toLowerWords)],
    ['event', [filter.eventId]],
    ['payload contains', [filter.text === null ? null : `“${filter.text}”`]],
  ];
  const texts = conditions.flatMap(([label, values]) => {
    const given = values.filter((value) => value !== null);
    return given.length === 0 ? [] : [`${label} ${listInWords(given)}`];
  });
  return capitalise(texts.join(', '));
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
