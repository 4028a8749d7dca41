/*
 * The states of a delivery. A new one is PENDING and has a row in `delivery_queue`. Without a
 * `claim_token`, that row waits until `due_at`. With one, a process has leased the delivery until
 * `due_at` and may be sending it. The result is recorded as SUCCEEDED or FAILED, which are final and
 * remove the row, or as PENDING with a later `due_at`. When a lease expires, the attempt is logged as
 * OUTCOME_UNKNOWN; if attempts remain, the delivery is due again at once, otherwise it is FAILED.
 */

export const DeliveryStatus = {
  PENDING: 'PENDING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/** Why a FAILED delivery ended. */
export const DeliveryStatusReason = {
  ATTEMPTS_EXHAUSTED: 'ATTEMPTS_EXHAUSTED',
  RECEIVER_GONE: 'RECEIVER_GONE',
  MESSAGE_REFUSED: 'MESSAGE_REFUSED',
  WEBHOOK_DISABLED: 'WEBHOOK_DISABLED',
  WEBHOOK_SUSPENDED: 'WEBHOOK_SUSPENDED',
  WEBHOOK_DELETED: 'WEBHOOK_DELETED',
  WORKSPACE_DELETED: 'WORKSPACE_DELETED',
  PAYLOAD_ERASED: 'PAYLOAD_ERASED',
  EXPIRED: 'EXPIRED',
} as const;
export type DeliveryStatusReason = (typeof DeliveryStatusReason)[keyof typeof DeliveryStatusReason];

/** The class of a response status. A status outside these ranges has no class. */
export const ResponseStatusClass = {
  STATUS_2XX: 'STATUS_2XX',
  STATUS_3XX: 'STATUS_3XX',
  STATUS_4XX: 'STATUS_4XX',
  STATUS_5XX: 'STATUS_5XX',
  /** No complete response head was received, or no attempt was made. */
  NO_RESPONSE: 'NO_RESPONSE',
} as const;
export type ResponseStatusClass = (typeof ResponseStatusClass)[keyof typeof ResponseStatusClass];

/** The first digit of the response statuses of a class; null for no response. */
export const firstDigits: Readonly<Record<ResponseStatusClass, number | null>> = {
  STATUS_2XX: 2,
  STATUS_3XX: 3,
  STATUS_4XX: 4,
  STATUS_5XX: 5,
  NO_RESPONSE: null,
};

/** Why a delivery exists. */
export const DeliveryTrigger = {
  EVENT: 'EVENT',
  TEST: 'TEST',
  RESEND: 'RESEND',
  RECOVERY: 'RECOVERY',
} as const;
export type DeliveryTrigger = (typeof DeliveryTrigger)[keyof typeof DeliveryTrigger];
