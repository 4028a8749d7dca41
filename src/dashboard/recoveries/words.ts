import type { RecoverySkipReason, RecoveryStatus } from '../api/graphql/graphql.ts';

/** Why deliveries are not made again. */
export const skipWords: Record<RecoverySkipReason, string> = {
  REPEATED: 'sent again already: a later delivery is waiting or has succeeded',
  EVENT_NOT_KEPT: 'their events are no longer kept, or the text was erased',
  WEBHOOK_DISABLED: 'their webhook is disabled: enable it, then recover again',
  WEBHOOK_SUSPENDED: 'their webhook is suspended: the plan has no room for it',
  WEBHOOK_DELETED: 'their webhook was deleted',
};

export const statusWords: Record<RecoveryStatus, string> = {
  RUNNING: 'Running',
  SUCCEEDED: 'Completed',
  CANCELLED: 'Cancelled',
};

/** Writes a value of an enum in lower case: `STATUS_5XX` is "5xx", `DNS_ERROR` is "DNS error". */
export function lowerCase(value: string): string {
  return value
    .replace(/^STATUS_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/\b(dns|tls|http)\b/g, (name) => name.toUpperCase());
}

/** Writes a number with its noun: "1 delivery", "1,204 deliveries". */
export function countDeliveries(count: number): string {
  return count === 1 ? '1 delivery' : `${count.toLocaleString('en')} deliveries`;
}

const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
];

/** Writes a duration in its largest unit: "40 seconds", "2 hours". */
export function describeDuration(seconds: number): string {
  const unit = units.find((each) => seconds >= each.seconds) ?? { name: 'second', seconds: 1 };
  const count = Math.round(seconds / unit.seconds);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
