import type { WebhookFormat } from '../api/graphql/graphql.ts';
import {
  noFilter,
  toFilter,
  toFilterValues,
  type FilterTree,
  type FilterValues,
} from '../event-filter/filter-values.ts';
import { isChat } from '../format/formats.ts';
import { toHeaderRows, toHeaders, type HeaderRow } from './header-rows.ts';
import type { WebhookSettings } from './documents.ts';

/** The values of the form of a webhook. */
export interface WebhookValues {
  name: string;
  /** As typed. Not used while `isUrlKept`. */
  url: string;
  /** The saved URL as it may be shown, of a chat format; null for none. */
  urlMask: string | null;
  /** Whether the saved URL, which the page does not have, stays. */
  isUrlKept: boolean;
  format: WebhookFormat;
  description: string;
  /** All event types, also those that come later. */
  hasAllEvents: boolean;
  /** Names of event types, and families such as `rent.*`; kept while `hasAllEvents`, so that a person can go back to them. */
  events: string[];
  filter: FilterValues;
  /** Of a chat format; kept for JSON, so that a person can go back to it. */
  messageText: string;
  timeoutSeconds: number;
  headers: HeaderRow[];
  /** Only for a new webhook. */
  isPaused: boolean;
}

/** The fields of the form, in the order in which they stand there. */
export const fieldLabels = {
  name: 'Name',
  url: 'URL',
  format: 'Format',
  description: 'Description',
  events: 'Events',
  filter: 'Only events that match',
  messageText: 'Message text',
  timeoutSeconds: 'Timeout',
  headers: 'Custom headers',
  isPaused: 'Create as paused',
} as const;

/** A field of the form. */
export type WebhookField = keyof typeof fieldLabels;

/** The values of a form for a new webhook. */
export const newValues: WebhookValues = {
  name: '',
  url: '',
  urlMask: null,
  isUrlKept: false,
  format: 'JSON',
  description: '',
  hasAllEvents: true,
  events: [],
  filter: noFilter,
  messageText: '',
  timeoutSeconds: 10,
  headers: [],
  isPaused: false,
};

type Settings = Pick<
  WebhookSettings,
  | 'name'
  | 'url'
  | 'format'
  | 'description'
  | 'events'
  | 'filter'
  | 'messageText'
  | 'timeoutSeconds'
  | 'headers'
>;

/** Turns the settings of a webhook into values of the form. */
export function toValues(settings: Settings): WebhookValues {
  const { name, url, format, description, events, filter, messageText, timeoutSeconds } = settings;
  const hasAllEvents = events.includes('*');
  const isUrlKept = isChat(format);
  return {
    ...newValues,
    ...{ name, format, description: description ?? '', timeoutSeconds },
    ...(isUrlKept ? { isUrlKept, urlMask: url } : { url }),
    headers: toHeaderRows(settings.headers),
    ...{ hasAllEvents, events: hasAllEvents ? [] : events.toSorted() },
    ...{ filter: toFilterValues(filter as FilterTree | null), messageText: messageText ?? '' },
  };
}

/**
 * Turns the values into the settings that the API takes. An empty description, filter or message text removes it, and a
 * URL that stays is left out.
 */
export function toSettings({
  name,
  url,
  format,
  description,
  timeoutSeconds,
  ...values
}: WebhookValues) {
  return {
    ...{ name, format, description, timeoutSeconds, events: listEvents(values) },
    ...(values.isUrlKept ? {} : { url }),
    filter: toFilter(values.filter),
    // Each belongs to one kind of format alone.
    ...(isChat(format)
      ? { messageText: values.messageText, headers: [] }
      : { messageText: '', headers: toHeaders(values.headers) }),
  };
}

/** Lists what the webhook listens to, as the API has it. */
export function listEvents({
  hasAllEvents,
  events,
}: Pick<WebhookValues, 'hasAllEvents' | 'events'>): string[] {
  return hasAllEvents ? ['*'] : events;
}

/** Said before a person leaves a form with changes. */
export const formLoss = 'What you have changed in this form is not saved.';
