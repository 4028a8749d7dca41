import { checkEventTypes } from '../catalogue/index.ts';
import { checkList, checkText, decodeId, IdPrefix, invalidInput, nilId } from '../kernel/index.ts';
import type { DeliveryFilter } from './delivery-filter.type.ts';
import type { DeliveryStatus, DeliveryTrigger, ResponseStatusClass } from './delivery-status.ts';
import type { ErrorCode } from './error-code.ts';

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

/**
 * Checks a filter.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; INVALID_INPUT for times in the wrong
 * order, a list that is empty or has more than 100 values, and a text that is empty, too long or has a NUL
 */
export function readCriteria(filter: DeliveryFilter): DeliveryCriteria {
  checkFilter(filter);
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
  const { eventTypes, createdAfter, createdBefore, text } = filter;
  if (eventTypes) checkEventTypes('filter.eventTypes', eventTypes);
  if (createdAfter && createdBefore && createdAfter >= createdBefore) {
    throw invalidInput('filter.createdBefore', 'createdBefore must be later than createdAfter.');
  }
  if (text != null) checkText('filter.text', text);
}
