import { z } from 'zod';
import { isEventTypeName, listEventTypes, wildcard } from '../catalogue/index.ts';
import { oneLineText, orDefault, UserErrorCode } from '../kernel/index.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { parseWebhookUrl } from './webhook-url.ts';

/** What a user decides about a webhook. */
export interface WebhookSettings {
  /** 1 to 100 characters (code points) without control characters. Blanks around it are dropped. */
  name: string;
  url: string;
  /** Names of the catalogue, at least one, each once; or the wildcard alone. */
  events: string[];
  /** Whole seconds from connecting to the end of the answer, 1 to 30. */
  timeoutSeconds: number;
}

/** Settings of which some may be left out; what is left out or null stays as it is. */
export type WebhookChanges = { [Key in keyof WebhookSettings]?: WebhookSettings[Key] | null };

const nameCharactersMax = 100;
const timeoutSecondsMax = 30;
/** Seconds. Long enough for a receiver that starts cold, short enough to free the slot of one that hangs. */
const timeoutSecondsDefault = 10;

/** The settings of a new webhook; a timeout that is left out or null becomes 10 seconds. */
export function createSettingsSchema(policy: NetworkPolicy): z.ZodType<WebhookSettings> {
  const { timeoutSeconds, ...rest } = createFields(policy);
  return z.object({ ...rest, timeoutSeconds: orDefault(timeoutSeconds, timeoutSecondsDefault) });
}

/** The settings to change of a webhook that exists, by the same rules. */
export function createChangesSchema(policy: NetworkPolicy): z.ZodType<WebhookChanges> {
  const { name, url, events, timeoutSeconds } = createFields(policy);
  return z.object({
    name: name.nullish(),
    url: url.nullish(),
    events: events.nullish(),
    timeoutSeconds: timeoutSeconds.nullish(),
  }) as z.ZodType<WebhookChanges>;
}

function createFields(policy: NetworkPolicy) {
  const timeoutError = `The timeout is a whole number of seconds from 1 to ${timeoutSecondsMax}.`;
  return {
    name: oneLineText('The name', nameCharactersMax),
    url: createUrlSchema(policy),
    events: eventsSchema,
    timeoutSeconds: z
      .int({ error: timeoutError })
      .min(1, { error: timeoutError })
      .max(timeoutSecondsMax, { error: timeoutError }),
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

/** The wildcard includes all others: they are left out beside it. */
const eventsSchema = z
  .array(z.string())
  .superRefine(checkEvents)
  .transform((events) => (events.includes(wildcard) ? [wildcard] : events));

function checkEvents(events: readonly string[], context: z.RefinementCtx): void {
  const countMax = listEventTypes().length + 1;
  if (events.length === 0 || events.length > countMax) {
    const message = `A webhook asks for 1 to ${countMax} event types.`;
    // Nothing is said of each entry of a list that is too long: the answer stays small.
    return context.addIssue({ code: 'custom', message });
  }
  for (const [index, name] of events.entries()) {
    const error = findEventError(events, index, name);
    if (error) context.addIssue({ code: 'custom', path: [index], ...error });
  }
}

function findEventError(events: readonly string[], index: number, name: string) {
  if (name !== wildcard && !isEventTypeName(name)) {
    const params = { code: UserErrorCode.UNKNOWN_EVENT_TYPE };
    return { message: 'The catalogue has no event type of this name.', params };
  }
  const isRepeated = events.indexOf(name) < index;
  return isRepeated ? { message: `The event type ${name} is listed twice.` } : null;
}
