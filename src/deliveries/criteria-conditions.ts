import { sql } from '../db/index.ts';
import type { DeliveryCriteria } from './delivery-criteria.ts';
import { firstDigits, type DeliveryStatus, type ResponseStatusClass } from './delivery-status.ts';
import { firstIdAt } from './split-by-day.ts';

type Condition = ReturnType<typeof sql>;

/** Returns the criteria as conditions on rows of `deliveries`, without the workspace and the text. */
export function toConditions(criteria: Omit<DeliveryCriteria, 'text'>): Condition[] {
  const { webhookIds, statuses, triggers, eventTypes, errorCodes } = criteria;
  const { responseStatusClasses, responseStatus, eventId } = criteria;
  return [
    ...on(webhookIds, (ids) => sql`webhook_id = any(${[...ids]}::uuid[])`),
    ...on(statuses, toStatusCondition),
    ...on(triggers, (list) => sql`trigger = any(${[...list]}::text[])`),
    ...on(eventTypes, (list) => sql`event_type = any(${[...list]}::text[])`),
    ...on(errorCodes, (list) => sql`error_code = any(${[...list]}::text[])`),
    ...on(responseStatusClasses, toClassCondition),
    ...on(responseStatus, (status) => sql`response_status = ${status}::int`),
    ...on(eventId, (id) => sql`event_id = ${id}::uuid`),
    // Ids contain their creation time, and limits on them select the daily partitions.
    ...on(criteria.createdAfter, (instant) => sql`id >= ${firstIdAt(instant)}::uuid`),
    ...on(criteria.createdBefore, (instant) => sql`id < ${firstIdAt(instant)}::uuid`),
  ];
}

/** Returns a condition on the column `body` of `events`. */
export function containsText(text: string): Condition {
  return sql`position(lower(${text}) in lower(body)) > 0`;
}

function on<Value>(value: Value | null, toCondition: (value: Value) => Condition): Condition[] {
  return value === null ? [] : [toCondition(value)];
}

/** Filters FAILED by the reason, which only FAILED rows have: their indexes are on that column. */
function toStatusCondition(statuses: readonly DeliveryStatus[]): Condition {
  const isFailed = sql`status_reason is not null`;
  const others = statuses.filter((status) => status !== 'FAILED');
  if (others.length === 0) return isFailed;
  const isOther = sql`status = any(${others}::text[])`;
  return others.length === statuses.length ? isOther : sql`(${isFailed} or ${isOther})`;
}

function toClassCondition(classes: readonly ResponseStatusClass[]): Condition {
  const conditions = classes.map((name) => {
    const digit = firstDigits[name];
    return digit === null
      ? sql`response_status is null`
      : sql`response_status between ${digit * 100}::int and ${digit * 100 + 99}::int`;
  });
  return sql`(${sql.join(conditions, sql` or `)})`;
}
