import { isEventTypeName } from '../catalogue/index.ts';
import { sql } from '../db/index.ts';
import { decodeId, IdPrefix, UserErrorCode, userError, type UserError } from '../kernel/index.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryFilter } from './delivery-filter.type.ts';
import {
  ResponseStatusClass,
  type DeliveryStatus,
  type DeliveryTrigger,
} from './delivery-status.ts';
import type { ErrorCode } from './error-code.ts';
import { firstIdAt } from './split-by-day.ts';

/** A checked filter. A list selects the rows that match one of its values; null selects all rows. */
export interface DeliveryCriteria {
  /** UUIDs. Ids that are not ids of a webhook are left out, so the list may be empty: then nothing matches. */
  webhookIds: readonly string[] | null;
  statuses: readonly DeliveryStatus[] | null;
  triggers: readonly DeliveryTrigger[] | null;
  eventTypes: readonly string[] | null;
  errorCodes: readonly ErrorCode[] | null;
  responseStatusClasses: readonly ResponseStatusClass[] | null;
  responseStatus: number | null;
  /** A UUID; the smallest one for a text that is no id of an event. */
  eventId: string | null;
  /** Inclusive. */
  createdAfter: Date | null;
  /** Exclusive. */
  createdBefore: Date | null;
  /** Appears in the payload, in upper or lower case. */
  text: string | null;
}

const textCharactersMax = 200;
/** The id of no row. */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * Checks a filter.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; INVALID_INPUT for times in the wrong
 * order, an empty list, and a text that is empty, too long or has a NUL
 */
export function readCriteria(filter: DeliveryFilter): DeliveryCriteria {
  checkFilter(filter);
  return {
    webhookIds: filter.webhookIds?.flatMap((id) => decodeId(IdPrefix.webhook, id) ?? []) ?? null,
    statuses: filter.statuses ?? null,
    triggers: filter.triggers ?? null,
    eventTypes: filter.eventTypes ?? null,
    errorCodes: filter.errorCodes ?? null,
    responseStatusClasses: filter.responseStatusClasses ?? null,
    responseStatus: filter.responseStatus ?? null,
    eventId: filter.eventId == null ? null : (decodeId(IdPrefix.event, filter.eventId) ?? nilId),
    createdAfter: filter.createdAfter ?? null,
    createdBefore: filter.createdBefore ?? null,
    text: filter.text ?? null,
  };
}

function checkFilter(filter: DeliveryFilter): void {
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value) && value.length === 0) {
      throw invalid(
        name,
        'An empty list matches nothing. Leave the field out to match everything.',
      );
    }
  }
  const unknown = filter.eventTypes?.findIndex((name) => !isEventTypeName(name)) ?? -1;
  if (unknown >= 0) {
    const message = 'There is no event type with this name.';
    throw userError(UserErrorCode.UNKNOWN_EVENT_TYPE, message, `filter.eventTypes.${unknown}`);
  }
  const { createdAfter, createdBefore, text } = filter;
  if (createdAfter && createdBefore && createdAfter >= createdBefore) {
    throw invalid('createdBefore', 'createdBefore must be later than createdAfter.');
  }
  if (text != null) checkText(text);
}

function checkText(text: string): void {
  const count = [...text].length;
  if (count === 0 || count > textCharactersMax) {
    throw invalid('text', `The text must have 1 to ${textCharactersMax} characters.`);
  }
  if (text.includes('\0')) throw invalid('text', 'The text must not contain NUL.');
}

function invalid(name: string, message: string): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, `filter.${name}`);
}

type Condition = ReturnType<typeof sql>;

/** Returns the criteria as conditions on rows of `deliveries`, without the workspace. */
export function toConditions(criteria: DeliveryCriteria): Condition[] {
  const { webhookIds, statuses, triggers, eventTypes, errorCodes } = criteria;
  const { responseStatusClasses, responseStatus, eventId, text } = criteria;
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
    ...on(
      text,
      (part) => sql`exists (select from events e where e.id = event_id and ${hasText(part)})`,
    ),
  ];
}

/** A condition on a row `e` of `events`. */
function hasText(text: string): Condition {
  return sql`position(lower(${text}) in lower(e.body)) > 0`;
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
    const least = firstOfClass[name];
    return least === null
      ? sql`response_status is null`
      : sql`response_status between ${least}::int and ${least + 99}::int`;
  });
  return sql`(${sql.join(conditions, sql` or `)})`;
}

const firstOfClass: Readonly<Record<ResponseStatusClass, number | null>> = {
  STATUS_2XX: 200,
  STATUS_3XX: 300,
  STATUS_4XX: 400,
  STATUS_5XX: 500,
  NO_RESPONSE: null,
};

/** Whether a row matches all criteria but the text, which is in the event. */
export function matchesRow(criteria: DeliveryCriteria, delivery: Delivery): boolean {
  const { createdAfter, createdBefore, responseStatusClasses, responseStatus } = criteria;
  return (
    isAmong(criteria.webhookIds, delivery.webhookId) &&
    isAmong(criteria.statuses, delivery.status) &&
    isAmong(criteria.triggers, delivery.trigger) &&
    isAmong(criteria.eventTypes, delivery.eventType) &&
    (criteria.errorCodes === null ||
      (delivery.errorCode !== null && criteria.errorCodes.includes(delivery.errorCode))) &&
    (responseStatusClasses === null ||
      responseStatusClasses.some((name) => isOfClass(name, delivery.responseStatus))) &&
    (responseStatus === null || responseStatus === delivery.responseStatus) &&
    (criteria.eventId === null || criteria.eventId === delivery.eventId) &&
    (createdAfter === null || delivery.id >= firstIdAt(createdAfter)) &&
    (createdBefore === null || delivery.id < firstIdAt(createdBefore))
  );
}

function isAmong<Value>(list: readonly Value[] | null, value: Value): boolean {
  return list === null || list.includes(value);
}

function isOfClass(name: ResponseStatusClass, status: number | null): boolean {
  const least = firstOfClass[name];
  if (least === null || status === null) return least === status;
  return status >= least && status <= least + 99;
}
