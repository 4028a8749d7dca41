import type { DeliveryStatus, DeliveryStatusReason, DeliveryTrigger } from './delivery-status.ts';
import type { ErrorCode } from './error-code.ts';

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
  completedAt: Date | null;
  /** When a waiting delivery is due; null while it is leased and after it has ended. */
  nextAttemptAt: Date | null;
}

/** One HTTP request of a delivery. */
export interface Attempt {
  deliveryId: string;
  number: number;
  url: string | null;
  startedAt: Date;
  durationMs: number | null;
  requestHeaders: Readonly<Record<string, string>> | null;
  responseStatus: number | null;
  responseHeaders: Readonly<Record<string, string>> | null;
  responseBody: string | null;
  responseBodyCut: boolean;
  responseBodyError: string | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
}
