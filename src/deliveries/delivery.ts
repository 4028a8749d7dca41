import type { AttemptFacts } from './attempt-result.ts';
import type { ErrorCode } from './error-code.ts';
import type { DeliveryStatus, DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';

/** A row of the delivery log. Only the SQL statements in this folder write it. */
export interface Delivery {
  id: string;
  workspaceId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  status: DeliveryStatus;
  statusReason: DeliveryStatusReason | null;
  attemptCount: number;
  responseStatus: number | null;
  responseTimeMs: number | null;
  /** The error of the last attempt; null if it succeeded, and before the first. */
  errorCode: ErrorCode | null;
  /** When the last result was recorded or the delivery ended; before that, when it was created. */
  updatedAt: Date;
  /** When a waiting delivery is due; null while it is leased and after it has ended. */
  nextAttemptAt: Date | null;
}

/** One HTTP request of a delivery, as the log keeps it. */
export interface Attempt extends Omit<AttemptFacts, 'digest'> {
  deliveryId: string;
  number: number;
  /** The number of deliveries in the digest that the request was; null for any other request. */
  digestSize: number | null;
}
