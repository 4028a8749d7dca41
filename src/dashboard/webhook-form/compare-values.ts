import { describeFilter } from '../event-filter/describe-filter.ts';
import { toFilter, type FilterValues } from '../event-filter/filter-values.ts';
import { formats, isChat } from '../format/formats.ts';
import { describeHeaders } from './header-rows.ts';
import { fieldLabels, type WebhookField, type WebhookValues } from './webhook-values.ts';

/** Lists the fields in which two states of the form differ. */
export function listDifferences(one: WebhookValues, other: WebhookValues): WebhookField[] {
  const fields = Object.keys(fieldLabels) as WebhookField[];
  return fields.filter((field) => textOf(one, field) !== textOf(other, field));
}

const texts: Readonly<Record<WebhookField, (values: WebhookValues) => string>> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  isPaused: ({ isPaused }) => String(isPaused),
  url: ({ url, urlMask, isUrlKept }) => (isUrlKept ? (urlMask ?? '') : url),
  format: ({ format }) => formats[format].name,
  events: ({ hasAllEvents, events }) =>
    hasAllEvents ? 'All events' : events.toSorted().join(', ') || 'None',
  filter: ({ filter }) => textOfFilter(filter),
  messageText: ({ format, messageText }) => (isChat(format) ? messageText : ''),
  headers: ({ format, headers }) => (isChat(format) ? '' : describeHeaders(headers)),
  timeoutSeconds: ({ timeoutSeconds }) => `${timeoutSeconds} s`,
};

/** Writes the value of a field as a person reads it. */
export function textOf(values: WebhookValues, field: WebhookField): string {
  return texts[field](values);
}

function textOfFilter(values: FilterValues): string {
  const filter = toFilter(values);
  return Object.keys(filter).length === 0 ? 'All of them' : describeFilter(filter);
}

/**
 * Joins what a person has typed with what someone else has saved meanwhile: fields that the person has changed keep their
 * text, all others take the present one.
 *
 * @param base the state that the person began with
 */
export function mergeValues(
  base: WebhookValues,
  typed: WebhookValues,
  present: WebhookValues,
): WebhookValues {
  const changed = listDifferences(base, typed);
  const events = changed.includes('events') ? typed : present;
  const { isUrlKept } = changed.includes('url') ? typed : present;
  const kept = Object.fromEntries(changed.map((field) => [field, typed[field]]));
  const { hasAllEvents, events: names } = events;
  return { ...present, ...kept, isUrlKept, hasAllEvents, events: names };
}
