import type { WebhookSettings } from './documents.ts';

/** The values of the form of a webhook. */
export interface WebhookValues {
  name: string;
  url: string;
  description: string;
  /** All event types, also those that come later. */
  hasAllEvents: boolean;
  /** Names of event types, and families such as `rent.*`; kept while `hasAllEvents`, so that a person can go back to them. */
  events: string[];
  timeoutSeconds: number;
  /** Only for a new webhook. */
  isPaused: boolean;
}

/** The fields of the form, in the order in which they stand there. */
export const fieldLabels = {
  name: 'Name',
  url: 'URL',
  description: 'Description',
  events: 'Events',
  timeoutSeconds: 'Timeout',
  isPaused: 'Create as paused',
} as const;

/** A field of the form. */
export type WebhookField = keyof typeof fieldLabels;

/** The values of a form for a new webhook. */
export const newValues: WebhookValues = {
  name: '',
  url: '',
  description: '',
  hasAllEvents: true,
  events: [],
  timeoutSeconds: 10,
  isPaused: false,
};

type Settings = Pick<WebhookSettings, 'name' | 'url' | 'description' | 'events' | 'timeoutSeconds'>;

/** Turns the settings of a webhook into values of the form. */
export function toValues({
  name,
  url,
  description,
  events,
  timeoutSeconds,
}: Settings): WebhookValues {
  const hasAllEvents = events.includes('*');
  return {
    ...newValues,
    ...{ name, url, description: description ?? '', timeoutSeconds },
    ...{ hasAllEvents, events: hasAllEvents ? [] : events.toSorted() },
  };
}

/** Turns the values into the settings that the API takes. An empty description removes it. */
export function toSettings({ name, url, description, timeoutSeconds, ...values }: WebhookValues) {
  return { name, url, description, timeoutSeconds, events: listEvents(values) };
}

function listEvents({ hasAllEvents, events }: Pick<WebhookValues, 'hasAllEvents' | 'events'>) {
  return hasAllEvents ? ['*'] : events;
}

/** Lists the fields in which two states of the form differ. */
export function listDifferences(one: WebhookValues, other: WebhookValues): WebhookField[] {
  const fields = Object.keys(fieldLabels) as WebhookField[];
  return fields.filter((field) => textOf(one, field) !== textOf(other, field));
}

/** Writes the value of a field as a person reads it. */
export function textOf(values: WebhookValues, field: WebhookField): string {
  if (field === 'events') {
    return values.hasAllEvents ? 'All events' : values.events.toSorted().join(', ') || 'None';
  }
  return field === 'timeoutSeconds' ? `${values.timeoutSeconds} s` : String(values[field]);
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
  const kept = Object.fromEntries(changed.map((field) => [field, typed[field]]));
  return { ...present, ...kept, hasAllEvents: events.hasAllEvents, events: events.events };
}

/** Said before a person leaves a form with changes. */
export const formLoss = 'What you have changed in this form is not saved.';
