import { isSelected } from '../../catalogue/index.ts';

/** Why an event made no delivery for a webhook. */
export const NoDeliveryReason = {
  CREATED_LATER: 'CREATED_LATER',
  DELETED: 'DELETED',
  SUSPENDED: 'SUSPENDED',
  DISABLED: 'DISABLED',
  NOT_SUBSCRIBED: 'NOT_SUBSCRIBED',
  TEST_EVENT: 'TEST_EVENT',
  UNKNOWN: 'UNKNOWN',
} as const;
export type NoDeliveryReason = (typeof NoDeliveryReason)[keyof typeof NoDeliveryReason];

/** A row of `webhook_states`. */
export interface WebhookState {
  /** Null from before the history began: nothing is known then. */
  events: readonly string[] | null;
  suspended: boolean;
  disabledReason: string | null;
  deletedAt: string | null;
}

/** Facts about a webhook and an event that made no delivery for it. */
export interface MissingDelivery {
  eventType: string;
  isTest: boolean;
  /** The states that the publish may have seen; null for the time before the webhook was created. */
  states: readonly (WebhookState | null)[];
  /** Whether the log still has the deliveries of that time. Otherwise there may have been one. */
  isLogKept: boolean;
}

/**
 * Decides why there is no delivery. Only one of the states was seen by the publish, and it is not known which: a change
 * that committed in the same seconds may have come too late. So the reason is one that holds in each of them.
 *
 * A state in which the webhook gets a delivery was not seen, because there is none. If the log of that time is no longer
 * kept, it may have been seen.
 *
 * @returns UNKNOWN if no reason is certain. Of several, the first in the order of `NoDeliveryReason`.
 */
export function decideNoDeliveryReason(missing: MissingDelivery): NoDeliveryReason {
  if (missing.isTest) return NoDeliveryReason.TEST_EVENT;
  const seen = missing.states
    .map((state) => listReasons(state, missing.eventType))
    .filter((reasons) => reasons.length > 0 || !missing.isLogKept);
  const certain = seen[0]?.find((reason) => seen.every((reasons) => reasons.includes(reason)));
  return certain ?? NoDeliveryReason.UNKNOWN;
}

/** Lists the reasons that hold in a state; none if the webhook gets a delivery, as by `insertDeliveries`. */
function listReasons(state: WebhookState | null, eventType: string): NoDeliveryReason[] {
  if (state === null) return [NoDeliveryReason.CREATED_LATER];
  const { events, suspended, disabledReason, deletedAt } = state;
  if (events === null) return [NoDeliveryReason.UNKNOWN];
  return [
    ...(deletedAt === null ? [] : [NoDeliveryReason.DELETED]),
    ...(suspended ? [NoDeliveryReason.SUSPENDED] : []),
    ...(disabledReason === null ? [] : [NoDeliveryReason.DISABLED]),
    ...(isSelected(eventType, events) ? [] : [NoDeliveryReason.NOT_SUBSCRIBED]),
  ];
}
