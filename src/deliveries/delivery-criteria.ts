import { isEventTypeName } from '../catalogue/index.ts';
import { decodeId, IdPrefix, UserErrorCode, userError, type UserError } from '../kernel/index.ts';
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

const textCharactersMax = 200;
/** Values of a list: as many as a page of webhooks has. */
const valuesMax = 100;
/** The id of no row. */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * Checks a filter.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; INVALID_INPUT for times in the wrong
 * order, a list that is empty or has more than 100 values, and a text that is empty, too long or has a NUL
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
    if (Array.isArray(value)) checkLength(name, value.length);
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

function checkLength(name: string, count: number): void {
  if (count === 0) {
    throw invalid(name, 'An empty list matches nothing. Leave the field out to match everything.');
  }
  if (count > valuesMax) throw invalid(name, `A list must have at most ${valuesMax} values.`);
}

function checkText(text: string): void {
  const count = Array.from(text).length;
  if (count === 0 || count > textCharactersMax) {
    throw invalid('text', `The text must have 1 to ${textCharactersMax} characters.`);
  }
  if (text.includes('\0')) throw invalid('text', 'The text must not contain NUL.');
}

function invalid(name: string, message: string): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, `filter.${name}`);
}
