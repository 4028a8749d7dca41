/*
 * The states of a delivery. It is made PENDING. While `due_at` lies ahead and `claim_token` is set, a
 * process holds it under a lease and may be sending; without a token it waits for `due_at`. A result
 * makes it SUCCEEDED, FAILED, or PENDING again with a later `due_at`. A lease that ran out makes its
 * attempt OUTCOME_UNKNOWN and the delivery due at once. SUCCEEDED and FAILED are final.
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
  WEBHOOK_DISABLED: 'WEBHOOK_DISABLED',
  WEBHOOK_SUSPENDED: 'WEBHOOK_SUSPENDED',
  WEBHOOK_DELETED: 'WEBHOOK_DELETED',
} as const;
export type DeliveryStatusReason = (typeof DeliveryStatusReason)[keyof typeof DeliveryStatusReason];

/** The hundred that the status of a response lies in; a status beyond these is in none. */
export const ResponseStatusClass = {
  STATUS_2XX: 'STATUS_2XX',
  STATUS_3XX: 'STATUS_3XX',
  STATUS_4XX: 'STATUS_4XX',
  STATUS_5XX: 'STATUS_5XX',
} as const;
export type ResponseStatusClass = (typeof ResponseStatusClass)[keyof typeof ResponseStatusClass];

/** Why a delivery exists. */
export const DeliveryTrigger = {
  EVENT: 'EVENT',
  TEST: 'TEST',
  RESEND: 'RESEND',
  RECOVERY: 'RECOVERY',
} as const;
export type DeliveryTrigger = (typeof DeliveryTrigger)[keyof typeof DeliveryTrigger];
