import { checkEventTypes } from '../catalogue/index.ts';
import { checkList, checkText, decodeId, IdPrefix, invalidInput, nilId } from '../kernel/index.ts';
import type { DeliveryCriteria } from './delivery-criteria.ts';
import type { DeliveryFilter } from './delivery-filter.type.ts';
import { findContradiction } from './find-contradiction.ts';

/**
 * Checks a filter.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; INVALID_INPUT for times in the wrong
 * order, a list that is empty or has more than 100 values, a text that is empty, too long or has a NUL, a status that
 * no response has, and fields that contradict each other
 */
export function readCriteria(filter: DeliveryFilter): DeliveryCriteria {
  checkFilter(filter);
  const criteria = toCriteria(filter);
  const contradiction = findContradiction(criteria);
  if (contradiction) {
    const [one, other] = contradiction.fields;
    throw invalidInput(
      `filter.${other}`,
      `${one} and ${other} contradict each other, so that no delivery matches. ${contradiction.reason}`,
    );
  }
  return criteria;
}

/** Converts a filter that was checked earlier. */
export function toCriteria(filter: DeliveryFilter): DeliveryCriteria {
  return {
    webhookIds: filter.webhookIds ? decodeWebhookIds(filter.webhookIds) : null,
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

function decodeWebhookIds(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => decodeId(IdPrefix.webhook, id) ?? []))];
}

function checkFilter(filter: DeliveryFilter): void {
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value)) checkList(`filter.${name}`, value);
  }
  const { eventTypes, responseStatus, createdAfter, createdBefore, text } = filter;
  if (eventTypes) checkEventTypes('filter.eventTypes', eventTypes);
  if (createdAfter && createdBefore && createdAfter >= createdBefore) {
    throw invalidInput('filter.createdBefore', 'createdBefore must be later than createdAfter.');
  }
  if (responseStatus != null && (responseStatus < 200 || responseStatus > 999)) {
    throw invalidInput('filter.responseStatus', 'responseStatus must be from 200 to 999.');
  }
  if (text != null) checkText('filter.text', text);
}
