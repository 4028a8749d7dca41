import type { WebhookFacts } from './webhook-facts.ts';

/** A count that may be a lower bound. */
type BoundedCount = NonNullable<WebhookFacts['deliveryCounts']>['pending'];

/** The most event types that are written one by one. */
const namedMax = 2;

/** Says what a webhook listens to: all events, a few names, or how many of each noun. */
export function describeEvents(events: readonly string[]): string {
  if (events.includes('*')) return 'All events';
  if (events.length <= namedMax) return events.join(', ');
  const counts = new Map<string, number>();
  for (const event of events) {
    const [noun = event] = event.split('.');
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return [...counts]
    .map(([noun, count]) => `${count} ${noun} ${count === 1 ? 'event' : 'events'}`)
    .join(', ');
}

/** Says in a word how a webhook is, as its badge does. */
export function describeState({ status, health }: Pick<WebhookFacts, 'status' | 'health'>): string {
  if (status === 'ACTIVE' && health?.failingSince) return 'Failing';
  return status.charAt(0) + status.slice(1).toLowerCase();
}

const number = new Intl.NumberFormat('en-GB');

/** Writes a number with separators, such as "12,000". */
export function writeNumber(value: number): string {
  return number.format(value);
}

/** Writes a count that may be a lower bound: "12", or "more than 10,000". */
export function writeCount({ count, isExact }: BoundedCount): string {
  return isExact ? writeNumber(count) : `more than ${writeNumber(count)}`;
}

/** Writes a noun behind its count: "1 delivery", "12 deliveries". */
export function countDeliveries(count: BoundedCount): string {
  const noun = count.count === 1 && count.isExact ? 'delivery' : 'deliveries';
  return `${writeCount(count)} ${noun}`;
}

/** Writes a share from 0 to 1 as a percentage. A small share is never rounded to none, nor a large one to all. */
export function writeShare(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  const percent = share * 100;
  return `${percent < 10 ? Number(percent.toFixed(1)) : Number(percent.toFixed(0))} %`;
}

/** What brings a webhook back: an action, or room in the plan. Null when nothing keeps it from receiving events. */
export type Fix = 'resume' | 'enable' | 'room';

/** Decides which one action brings a webhook back. */
export function decideFix({ status }: Pick<WebhookFacts, 'status'>): Fix | null {
  if (status === 'SUSPENDED') return 'room';
  if (status === 'DISABLED') return 'enable';
  return status === 'PAUSED' ? 'resume' : null;
}
