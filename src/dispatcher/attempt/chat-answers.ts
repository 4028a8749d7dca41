import { refusalStatuses } from '../../deliveries/index.ts';
import type { ChatFormat } from '../../messages/index.ts';
import type { WebhookFormat } from '../../webhooks/index.ts';
import type { ReceivedResponse } from '../http/outcome.ts';

/** The answers of a chat service that mean more than their status says. */
interface ChatAnswers {
  /** Statuses that mean that the URL is dead: its webhook or channel is gone, or it was revoked. */
  gone: readonly number[];
  /** Matches a plain text that reports an error although the status is 2xx; missing for a service that answers with JSON. */
  errorText?: RegExp;
}

/**
 * By the documentation of each service. An incoming webhook of Slack answers `ok`, or a code such as `channel_not_found`.
 * The connectors of Teams pass on errors of Teams as text. Discord and Google Chat answer with JSON.
 */
const answersOf: Readonly<Record<ChatFormat, ChatAnswers>> = {
  SLACK: { gone: [403, 404, 410], errorText: /^[a-z]+(?:_[a-z]+)+$/ },
  DISCORD: { gone: [401, 404, 410] },
  TEAMS: { gone: [410], errorText: /delivery failed|returned HTTP error/i },
  GOOGLE_CHAT: { gone: [410] },
};

/** RFC 9110, section 15.5.11: the receiver is gone for good. */
const statusGone = 410;

/** Whether a status means that the receiver wants no more requests. */
export function isGone(format: WebhookFormat, status: number | null): boolean {
  if (status === null) return false;
  return format === 'JSON' ? status === statusGone : answersOf[format].gone.includes(status);
}

/** Whether a status means that we made a message that its service does not accept. */
export function isRefusedMessage(format: WebhookFormat, status: number | null): boolean {
  return format !== 'JSON' && status !== null && refusalStatuses.includes(status);
}

/** Whether a response with a status of 2xx reports an error in its body. Never for JSON, whose receivers answer as they like. */
export function hasErrorInBody(
  format: WebhookFormat,
  { body }: Pick<ReceivedResponse, 'body'>,
): boolean {
  if (format === 'JSON') return false;
  const text = body.trim();
  if (!text.startsWith('{')) return answersOf[format].errorText?.test(text) ?? false;
  const answer = parse(text);
  const isDiscordError = typeof answer.code === 'number' && typeof answer.message === 'string';
  return answer.ok === false || answer.success === false || Boolean(answer.error) || isDiscordError;
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
