import type { DeliveryTrigger } from './delivery-status.ts';

/** A delivery leased to this process: no other process may send it until the lease ends. */
export interface ClaimedDelivery {
  id: string;
  workspaceId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  /** The number of the attempt to be made, from 1. */
  attempt: number;
  /** Identifies the claim in every write, so that a lost claim cannot change a delivery that is leased again. */
  token: string;
  /** The exact bytes to send. Shared by the deliveries of one event. */
  body: Buffer;
  /**
   * Time when the delivery could first be sent, in Unix milliseconds of the database's clock: the due time, or the
   * last change of its webhook (resumed, enabled) if that is later.
   */
  dueMs: number;
  /** End of the lease on this process's monotonic clock, counted from just before the claim was sent. */
  leaseEndsMs: number;
  /** The version of its webhook at the time of the claim. */
  webhookVersion: number;
  /** The time on this process's monotonic clock just before the claim was sent, in milliseconds. */
  webhookSeenMs: number;
  /** Set for a probe: it may be sent although its webhook is cooling down. */
  probe: Date | null;
  /** Deliveries that the request of this one settles too, in the order of their events: those of a digest. */
  companions: readonly ClaimedDelivery[];
  /** Whether it was claimed as a message, within the pace of its webhook. */
  isPaced?: boolean;
  /** Whether an earlier attempt may have posted it: it had no answer. Known only for messages. */
  mayBePosted?: boolean;
  /**
   * The size of the smallest digest with it that a chat service refused; null if none was. Known only for messages.
   */
  refusedSize?: number | null;
}

/** Returns all deliveries that the request of this one settles: itself first, then its companions. */
export function messageOf(
  delivery: ClaimedDelivery,
): readonly [ClaimedDelivery, ...ClaimedDelivery[]] {
  return [delivery, ...delivery.companions];
}
