/** The longest time for which a receiver may hold us off, in ms: 24 h, as long as the longest delay. */
const retryAfterMaxMs = 24 * 60 * 60 * 1_000;

/** Seconds, and, more than the RFC asks for, parts of a second, which some servers send. */
const secondsForm = /^\d+(?:\.\d+)?$/;

/**
 * The three forms of a date that a recipient must read (RFC 9110, section 5.6.7), all in UTC. Without
 * them `Date.parse` would take nearly everything: `-1` is the year 2001 to it.
 */
const dateForms: readonly RegExp[] = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * How long the receiver asks us to wait, in ms from `now`, from the header `Retry-After`: seconds or a
 * date. Null when it asks for nothing that counts: no header, a negative number, not a number, a time
 * that has passed. At most 24 h.
 */
export function readRetryAfter(text: string | null, now: Date): number | null {
  const value = text?.trim() ?? '';
  const delayMs = secondsForm.test(value) ? Number(value) * 1_000 : readDate(value) - now.getTime();
  return delayMs > 0 ? Math.min(Math.ceil(delayMs), retryAfterMaxMs) : null;
}

/** Ms since 1970, or NaN. */
function readDate(text: string): number {
  if (!dateForms.some((form) => form.test(text))) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
