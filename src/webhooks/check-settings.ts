import { findMessageTextErrors } from '../messages/index.ts';
import { checkFilter, type GivenFilter, type WebhookFilter } from '../filters/index.ts';
import { checkAll, invalidInput, UserError, validateInput } from '../kernel/index.ts';
import { explainFormat } from './chat-hosts.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { messageSchema, type WebhookDefinition } from './webhook-definition.ts';
import { isMasked } from './stored-url.ts';
import { WebhookFormat } from './webhook-format.ts';

/** The settings that must suit each other, each of them valid by itself. */
export interface LinkedSettings extends TextSettings {
  url: string;
  /** Whether somebody chose the format for this URL; if not, it is JSON. */
  isFormatGiven: boolean;
}

/**
 * Checks the settings that must suit each other: the format and the URL, the message text and the events.
 *
 * @throws UserError INVALID_INPUT with every error, each on its field
 */
export function checkLinkedSettings(
  settings: LinkedSettings,
  policy: Pick<NetworkPolicy, 'isChatHost'>,
): void {
  checkAll(
    () => checkFormat(settings, policy),
    () => checkText(settings),
  );
}

function checkFormat(
  { format, url, isFormatGiven }: LinkedSettings,
  policy: Pick<NetworkPolicy, 'isChatHost'>,
): void {
  if (format !== WebhookFormat.JSON && isMasked(url)) {
    throw invalidInput('url', 'This URL is masked. Enter all of it, as the chat service shows it.');
  }
  const error = explainFormat(isFormatGiven ? format : null, url, policy);
  if (error !== null) throw invalidInput(error.field, error.message);
}

type TextSettings = Pick<WebhookDefinition, 'format' | 'events' | 'messageText'>;

function checkText(settings: TextSettings): void {
  const errors = explainMessageText(settings).map((it) => invalidInput('messageText', it).errors);
  if (errors.length > 0) throw new UserError(errors.flat());
}

function explainMessageText({ messageText, format, events }: TextSettings): string[] {
  if (messageText === '') return [];
  if (format === WebhookFormat.JSON) return ['Only a chat format has a message text.'];
  return findMessageTextErrors(messageText, events);
}

/** The settings that decide which events a webhook gets, and the request for each. */
export interface MessageSettings extends TextSettings {
  /** Null: all events of the types. */
  filter: WebhookFilter | null;
}

/** `MessageSettings` as a caller gives them. */
export interface GivenMessageSettings extends Pick<WebhookDefinition, 'events'> {
  format?: WebhookFormat | null;
  messageText?: string | null;
  filter?: GivenFilter | null;
}

/** Checks settings by the rules for a webhook that has them. @throws UserError as `createWebhook` does for these fields */
export function checkMessageSettings(given: GivenMessageSettings): MessageSettings {
  const { filter, ...rest } = given;
  const settings = validateInput(messageSchema, rest);
  const [, checkedFilter] = checkAll(
    () => checkText(settings),
    () => checkFilter(filter ?? {}, settings.events),
  );
  return { ...settings, filter: checkedFilter };
}
