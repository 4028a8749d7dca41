import { isSelected } from '../words/selected-events.ts';
import { describeTime } from '../words/times.ts';
import type { EventDetails, EventWebhook } from './event-documents.ts';

/** Says in full sentences why a webhook has no delivery of an event. Null when it has one. */
export function explainAbsence(
  { type, occurredAt }: Pick<EventDetails, 'type' | 'occurredAt'>,
  { reason, clause, webhook }: Pick<EventWebhook, 'reason' | 'clause' | 'webhook'>,
): string | null {
  switch (reason) {
    case null:
      return null;
    case 'NOT_SUBSCRIBED':
      return `This webhook did not listen to ${type} when the event was published. ${describePresentEvents(webhook?.events ?? null, type)}`.trim();
    case 'CREATED_LATER':
      return webhook
        ? `This webhook did not exist yet: it was created on ${describeTime(webhook.createdAt)}.`
        : 'This webhook did not exist yet.';
    case 'DELETED':
      return 'This webhook had been deleted before the event was published.';
    case 'DISABLED':
      return `This webhook was disabled because of its receiver when the event was published. ${describeNow(webhook)}`.trim();
    case 'SUSPENDED':
      return `This webhook was beyond the limit of the plan when the event was published. ${describeNow(webhook)}`.trim();
    case 'FILTERED_OUT':
      return clause === null
        ? 'The event did not match the filter that this webhook had at that time.'
        : `The event did not match the filter that this webhook had at that time: ${clause}.`;
    case 'TEST_EVENT':
      return 'The event was a test of one webhook, and only that webhook gets it.';
    case 'UNKNOWN':
      return `It is not known: this webhook was changed in the same seconds as the event of ${describeTime(occurredAt)}, or nothing is kept of that time. There may have been a delivery that is no longer in the log.`;
  }
}

/** Says what the webhook listens to now, which may have changed since. */
function describePresentEvents(events: readonly string[] | null, type: string): string {
  if (events === null) return '';
  if (isSelected(type, events)) return 'It does now.';
  return `It listens to ${new Intl.ListFormat('en').format(events)}.`;
}

function describeNow(webhook: EventWebhook['webhook']): string {
  if (!webhook) return '';
  return webhook.status === 'DISABLED' || webhook.status === 'SUSPENDED'
    ? 'It still is.'
    : 'It no longer is.';
}
