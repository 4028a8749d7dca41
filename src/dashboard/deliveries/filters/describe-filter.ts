import { errorWords, responseClassWords, statusWords, triggerWords } from '../log/log-words.ts';
import type { LogFilter } from '../log/log-view.ts';

/** A condition of a filter that can be removed by itself. */
export interface Condition {
  label: string;
  /** The value in words. */
  value: string;
  /** The webhook of which `value` is the id. */
  webhookId?: string;
  /** The change of the filter that removes the condition. */
  removal: Partial<LogFilter>;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Lists the conditions of a filter in words. Those by webhook have its id. */
export function describeFilter(filter: LogFilter): Condition[] {
  const list = <Value extends string>(
    label: string,
    name: keyof LogFilter,
    values: readonly Value[],
    words?: Record<Value, string>,
  ): Condition[] =>
    values.map((value) => ({
      label,
      value: words?.[value] ?? value,
      removal: { [name]: values.filter((it) => it !== value) },
    }));
  const single = (label: string, name: keyof LogFilter, value: string | null): Condition[] =>
    value === null ? [] : [{ label, value, removal: { [name]: null } }];
  const code = filter.responseStatus === null ? null : String(filter.responseStatus);
  return [
    ...list('Status', 'statuses', filter.statuses, statusWords),
    ...list('Event type', 'eventTypes', filter.eventTypes),
    ...list('Webhook', 'webhookIds', filter.webhookIds).map((condition) => ({
      ...condition,
      webhookId: condition.value,
    })),
    ...single('From', 'createdAfter', describeTime(filter.createdAfter)),
    ...single('Until', 'createdBefore', describeTime(filter.createdBefore)),
    ...list('Response', 'responseStatusClasses', filter.responseStatusClasses, responseClassWords),
    ...single('Status code', 'responseStatus', code),
    ...list('Error', 'errorCodes', filter.errorCodes, errorWords),
    ...list('Trigger', 'triggers', filter.triggers, triggerWords),
    ...single('Event', 'eventId', filter.eventId),
    ...single('Text', 'text', filter.text),
  ];
}

function describeTime(value: string | null): string | null {
  return value === null ? null : time.format(new Date(value));
}
