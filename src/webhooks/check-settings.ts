import { findMessageTextErrors } from '../messages/index.ts';
import { UserError, UserErrorCode, type UserErrorData } from '../kernel/index.ts';
import { explainFormat } from './chat-hosts.ts';
import type { NetworkPolicy } from './network-policy.ts';
import type { WebhookDefinition } from './webhook-definition.ts';
import { WebhookFormat } from './webhook-format.ts';

/** The settings that must suit each other, each of them valid by itself. */
export type LinkedSettings = Pick<WebhookDefinition, 'url' | 'format' | 'events' | 'messageText'>;

/**
 * Checks the settings that must suit each other: the format and the URL, the message text and the events.
 *
 * @throws UserError INVALID_INPUT with every error, each on its field
 */
export function checkLinkedSettings(
  settings: LinkedSettings,
  policy: Pick<NetworkPolicy, 'isChatHost'>,
): void {
  const formatError = explainFormat(settings.format, settings.url, policy);
  const errors = [
    ...(formatError === null ? [] : [toError('format', formatError)]),
    ...explainMessageText(settings).map((message) => toError('messageText', message)),
  ];
  if (errors.length > 0) throw new UserError(errors);
}

function explainMessageText({ messageText, format, events }: LinkedSettings): string[] {
  if (messageText === '') return [];
  if (format === WebhookFormat.JSON) return ['Only a chat format has a message text.'];
  return findMessageTextErrors(messageText, events);
}

function toError(field: string, message: string): UserErrorData {
  return { code: UserErrorCode.INVALID_INPUT, message, field, retryAfterSeconds: null };
}
