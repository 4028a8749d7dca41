import type { DeliveryTrigger } from './delivery-status.ts';

/** A delivery that this process holds under a lease: nobody else may send it meanwhile. */
export interface ClaimedDelivery {
  id: string;
  workspaceId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  /** The number of the attempt to be made, from 1. */
  attempt: number;
  /** Names the claim in every write, so that a lease that was lost cannot change what another now owns. */
  token: string;
  /** The exact bytes to send. Shared by the deliveries of one event. */
  body: Buffer;
  /**
   * Since when it could be sent, in Unix milliseconds of the database's clock: since it was due, or since its
   * webhook was last changed (resumed, enabled).
   */
  dueMs: number;
  /** When the lease ends, on this process's monotonic clock, counted from before the claim was sent. */
  leaseEndsMs: number;
  /** The version of its webhook that the insert or the claim saw. */
  webhookVersion: number;
  /** Milliseconds on this process's monotonic clock, from before the statement that saw it was sent. */
  webhookSeenMs: number;
  /** The mark that permits to send it while its webhook cools down; null for all others. */
  probe: Date | null;
}
