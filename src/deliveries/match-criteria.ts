import type { Delivery } from './delivery.ts';
import type { DeliveryCriteria } from './delivery-criteria.ts';
import { firstDigits, type ResponseStatusClass } from './delivery-status.ts';
import { firstIdAt } from './split-by-day.ts';

/**
 * Relation of a changed delivery to a filter: `matches`; `left` when an earlier state may have matched and this one
 * does not; `other` when no state so far has matched.
 */
export type Match = 'matches' | 'left' | 'other';

/**
 * Compares a delivery with the criteria like `toConditions`, except for the text, which is in another table.
 * Every earlier state of a delivery was PENDING.
 */
export function decideMatch(criteria: DeliveryCriteria, delivery: Delivery): Match {
  if (!isSelected(criteria, delivery)) return 'other';
  if (isStateSelected(criteria, delivery)) return 'matches';
  const isFirst = delivery.status === 'PENDING' && delivery.attemptCount === 0;
  return !isFirst && includes(criteria.statuses, 'PENDING') ? 'left' : 'other';
}

/** Whether the criteria select it by what never changes. */
function isSelected(
  { webhookIds, triggers, eventTypes, eventId, createdAfter, createdBefore }: DeliveryCriteria,
  delivery: Delivery,
): boolean {
  return (
    includes(webhookIds, delivery.webhookId) &&
    includes(triggers, delivery.trigger) &&
    includes(eventTypes, delivery.eventType) &&
    (eventId === null || delivery.eventId === eventId) &&
    (createdAfter === null || delivery.id >= firstIdAt(createdAfter)) &&
    (createdBefore === null || delivery.id < firstIdAt(createdBefore))
  );
}

/** The facts of a delivery that its last attempt decides. */
export type DeliveryState = Pick<Delivery, 'status' | 'errorCode' | 'responseStatus'>;

/** The criteria of such facts. */
export type StateCriteria = Pick<
  DeliveryCriteria,
  'statuses' | 'errorCodes' | 'responseStatusClasses' | 'responseStatus'
>;

/** Whether the criteria select a state. */
export function isStateSelected(
  { statuses, errorCodes, responseStatusClasses, responseStatus }: StateCriteria,
  delivery: DeliveryState,
): boolean {
  return (
    includes(statuses, delivery.status) &&
    includes(errorCodes, delivery.errorCode) &&
    (responseStatus === null || delivery.responseStatus === responseStatus) &&
    (responseStatusClasses === null ||
      responseStatusClasses.some((name) => isOfClass(name, delivery.responseStatus)))
  );
}

function includes<Value>(list: readonly Value[] | null, value: Value | null): boolean {
  return list === null || (value !== null && list.includes(value));
}

function isOfClass(name: ResponseStatusClass, status: number | null): boolean {
  return firstDigits[name] === (status && Math.floor(status / 100));
}
