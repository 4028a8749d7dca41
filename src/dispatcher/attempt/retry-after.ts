import type { WebhookFormat } from '../../webhooks/index.ts';
import type { ReceivedResponse } from '../http/outcome.ts';

/** The longest time a receiver may make us wait, in ms: 24 h, as long as the longest delay. */
const retryAfterMaxMs = 24 * 60 * 60 * 1_000;

/** Seconds. Fractions are not in the RFC, but some servers send them. */
const secondsForm = /^\d+(?:\.\d+)?$/;

/**
 * The three date formats that a recipient must accept (RFC 9110, section 5.6.7), all in UTC. Without this
 * check, `Date.parse` would accept nearly anything: it reads `-1` as the year 2001.
 */
const dateForms: readonly RegExp[] = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Reads how long the receiver asks us to wait, in ms from `now`, from the `Retry-After` header: seconds or
 * a date. At most 24 h. Null without a valid time ahead: no header, zero, a negative number, not a number,
 * a date in the past.
 */
export function readRetryAfter(text: string | null, now: Date): number | null {
  const value = text?.trim() ?? '';
  const delayMs = secondsForm.test(value) ? Number(value) * 1_000 : readDate(value) - now.getTime();
  return delayMs > 0 ? Math.min(Math.ceil(delayMs), retryAfterMaxMs) : null;
}

/**
 * Finds how long the receiver asks us to wait: the `Retry-After` header, or what Discord writes in the body of a 429,
 * seconds with a fraction. Null without either.
 */
export function findRetryAfter(
  response: Pick<ReceivedResponse, 'status' | 'retryAfter' | 'body'> | null,
  format: WebhookFormat,
): string | null {
  if (response === null) return null;
  const { status, retryAfter, body } = response;
  if (retryAfter !== null || format !== 'DISCORD' || status !== statusTooMany) return retryAfter;
  return readDiscordWait(body);
}

const statusTooMany = 429;

/** Such as `{"message": "…", "retry_after": 0.3, "global": false}`. */
function readDiscordWait(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null) return null;
    const seconds = 'retry_after' in answer ? answer.retry_after : null;
    return typeof seconds === 'number' ? seconds.toFixed(3) : null;
  } catch {
    return null;
  }
}

/** Ms since 1970, or NaN. */
function readDate(text: string): number {
  if (!dateForms.some((form) => form.test(text))) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
