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
