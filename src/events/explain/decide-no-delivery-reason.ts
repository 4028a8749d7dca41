import { isSelected } from '../../catalogue/index.ts';

/** Why an event made no delivery for a webhook. */
export const NoDeliveryReason = {
  CREATED_LATER: 'CREATED_LATER',
  DELETED: 'DELETED',
  SUSPENDED: 'SUSPENDED',
  DISABLED: 'DISABLED',
  NOT_SUBSCRIBED: 'NOT_SUBSCRIBED',
  FILTERED_OUT: 'FILTERED_OUT',
  TEST_EVENT: 'TEST_EVENT',
  UNKNOWN: 'UNKNOWN',
} as const;
export type NoDeliveryReason = (typeof NoDeliveryReason)[keyof typeof NoDeliveryReason];

/** A row of `webhook_states`, and what its filter says about the event. */
export interface WebhookState {
  /** Null from before the history began: nothing is known then. */
  events: readonly string[] | null;
  suspended: boolean;
  disabledReason: string | null;
  deletedAt: string | null;
  /** The clause of the filter that the event does not match, or whether the filter lets it pass. */
  filtering: Filtering;
}

/** UNKNOWN if there is a filter and the text of the event is gone. */
export type Filtering = { clause: string } | 'PASSES' | 'UNKNOWN';

/** Facts about a webhook and an event that made no delivery for it. */
export interface MissingDelivery {
  eventType: string;
  isTest: boolean;
  /** The states that the publish may have seen; null for the time before the webhook was created. */
  states: readonly (WebhookState | null)[];
  /** Whether the log still has the deliveries of that time. Otherwise there may have been one. */
  isLogKept: boolean;
}

/** The reason, and for FILTERED_OUT the clause, if it is known. */
export interface NoDelivery {
  reason: NoDeliveryReason;
  clause: string | null;
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
export function decideNoDeliveryReason(missing: MissingDelivery): NoDelivery {
  if (missing.isTest) return { reason: NoDeliveryReason.TEST_EVENT, clause: null };
  const seen = missing.states
    .map((state) => ({ state, reasons: listReasons(state, missing) }))
    .filter(({ reasons }) => reasons.length > 0 || !missing.isLogKept);
  const certain = seen[0]?.reasons.find((reason) =>
    seen.every(({ reasons }) => reasons.includes(reason)),
  );
  const isFiltered = certain === NoDeliveryReason.FILTERED_OUT;
  const clause = isFiltered ? readClause(seen.map(({ state }) => state)) : null;
  return { reason: certain ?? NoDeliveryReason.UNKNOWN, clause };
}

/** Lists the reasons that hold in a state; none if the webhook gets a delivery, as by `insertDeliveries`. */
function listReasons(
  state: WebhookState | null,
  { eventType, isLogKept }: MissingDelivery,
): NoDeliveryReason[] {
  if (state === null) return [NoDeliveryReason.CREATED_LATER];
  const { events, suspended, disabledReason, deletedAt, filtering } = state;
  if (events === null) return [NoDeliveryReason.UNKNOWN];
  const reasons = [
    ...(deletedAt === null ? [] : [NoDeliveryReason.DELETED]),
    ...(suspended ? [NoDeliveryReason.SUSPENDED] : []),
    ...(disabledReason === null ? [] : [NoDeliveryReason.DISABLED]),
    ...(isSelected(eventType, events) ? [] : [NoDeliveryReason.NOT_SUBSCRIBED]),
  ];
  // If nothing but the filter can have kept the delivery back, it did.
  const isRefused =
    filtering === 'UNKNOWN' ? reasons.length === 0 && isLogKept : filtering !== 'PASSES';
  return isRefused ? [...reasons, NoDeliveryReason.FILTERED_OUT] : reasons;
}

/** The clause that refused the event in each of the states; null if there are several, or none is known. */
function readClause(states: readonly (WebhookState | null)[]): string | null {
  const clauses = new Set(states.map((state) => readOwnClause(state)));
  const [clause = null] = clauses;
  return clauses.size === 1 ? clause : null;
}

function readOwnClause(state: WebhookState | null): string | null {
  const filtering = state?.filtering;
  return typeof filtering === 'object' ? filtering.clause : null;
}
