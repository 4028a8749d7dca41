import { z } from 'zod';
import {
  familyOf,
  isEventTypeName,
  isFamily,
  listEventTypes,
  listFamilies,
  wildcard,
} from '../catalogue/index.ts';
import { multiLineText, oneLineText, orDefault, UserErrorCode } from '../kernel/index.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { headersSchema, type HeaderSetting } from './headers/header-schema.ts';
import { WebhookFormat } from './webhook-format.ts';
import { parseWebhookUrl } from './webhook-url.ts';

/** The settings of a webhook that its user chooses. */
export interface WebhookDefinition {
  /** 1 to 100 characters (code points) without control characters. Surrounding white space is removed. */
  name: string;
  url: string;
  /** Must suit the URL (`checkLinkedSettings`). */
  format: WebhookFormat;
  /** The text of chat messages, with placeholders that suit the events. Empty: the notice of the event. */
  messageText: string;
  /** One or more distinct event types and families of the catalogue, none covered by another; or the wildcard alone. */
  events: string[];
  /** Whole seconds from the DNS lookup to the end of the response, 1 to 30. */
  timeoutSeconds: number;
  /** At most 500 characters (code points); may have several lines. Empty for none. */
  description: string;
  /** At most 10; none for a chat format. */
  headers: HeaderSetting[];
}

/** Settings to change; a setting that is left out or null stays the same. */
export type WebhookChanges = { [Key in keyof WebhookDefinition]?: WebhookDefinition[Key] | null };

const nameCharactersMax = 100;
const descriptionCharactersMax = 500;
const timeoutSecondsMax = 30;
/** Seconds. Enough for a cold start of the receiver, short enough to free the slot of a hanging one. */
const timeoutSecondsDefault = 10;

/** Validates the settings of a new webhook. The format defaults to JSON, the timeout to 10 seconds, the texts and the headers to none. */
export function createDefinitionSchema(policy: NetworkPolicy): z.ZodType<WebhookDefinition> {
  const { format, messageText, timeoutSeconds, description, headers, ...rest } =
    createFields(policy);
  return z.object({
    ...rest,
    format: orDefault(format, WebhookFormat.JSON),
    messageText: orDefault(messageText, ''),
    timeoutSeconds: orDefault(timeoutSeconds, timeoutSecondsDefault),
    description: orDefault(description, ''),
    headers: orDefault(headers, []),
  });
}

/** Validates changes to an existing webhook by the same rules. */
export function createChangesSchema(policy: NetworkPolicy): z.ZodType<WebhookChanges> {
  const { name, url, format, messageText, events, timeoutSeconds, description, headers } =
    createFields(policy);
  return z.object({
    name: name.nullish(),
    url: url.nullish(),
    format: format.nullish(),
    messageText: messageText.nullish(),
    events: events.nullish(),
    timeoutSeconds: timeoutSeconds.nullish(),
    description: description.nullish(),
    headers: headers.nullish(),
  }) as z.ZodType<WebhookChanges>;
}

function createFields(policy: NetworkPolicy) {
  const timeoutError = `The timeout must be a whole number of seconds from 1 to ${timeoutSecondsMax}.`;
  return {
    name: oneLineText('The name', nameCharactersMax),
    url: createUrlSchema(policy),
    format: z.enum(WebhookFormat),
    messageText: z.string(),
    events: eventsSchema,
    timeoutSeconds: z
      .int({ error: timeoutError })
      .min(1, { error: timeoutError })
      .max(timeoutSecondsMax, { error: timeoutError }),
    description: multiLineText('The description', descriptionCharactersMax),
    headers: headersSchema,
  };
}

function createUrlSchema(policy: NetworkPolicy) {
  return z.string().transform((raw, context) => {
    const parsed = parseWebhookUrl(raw, policy);
    if ('url' in parsed) return parsed.url;
    const params = { code: UserErrorCode.URL_NOT_ALLOWED };
    context.addIssue({ code: 'custom', message: parsed.error, params });
    return z.NEVER;
  });
}

/** Drops the names that a family or the wildcard covers. */
const eventsSchema = z.array(z.string()).superRefine(checkEvents).transform(dropCovered);

function dropCovered(events: readonly string[]): string[] {
  if (events.includes(wildcard)) return [wildcard];
  return events.filter((name) => isFamily(name) || !events.includes(familyOf(name)));
}

/** Validates the settings that make messages of events, by the same rules. */
export const messageSchema = z.object({
  events: eventsSchema,
  format: orDefault(z.enum(WebhookFormat), WebhookFormat.JSON),
  messageText: orDefault(z.string(), ''),
});

function checkEvents(events: readonly string[], context: z.RefinementCtx): void {
  const countMax = listEventTypes().length + listFamilies().length + 1;
  if (events.length === 0 || events.length > countMax) {
    const message = `A webhook must have 1 to ${countMax} event types.`;
    // Skip the entries of a list that is too long, so that the response stays small.
    return context.addIssue({ code: 'custom', message });
  }
  for (const [index, name] of events.entries()) {
    const error = findEventError(events, index, name);
    if (error) context.addIssue({ code: 'custom', path: [index], ...error });
  }
}

function findEventError(events: readonly string[], index: number, name: string) {
  if (name !== wildcard && !isFamily(name) && !isEventTypeName(name)) {
    const params = { code: UserErrorCode.UNKNOWN_EVENT_TYPE };
    return { message: 'There is no event type with this name.', params };
  }
  const isRepeated = events.indexOf(name) < index;
  return isRepeated ? { message: `The event type ${name} is listed twice.` } : null;
}
