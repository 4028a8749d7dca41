/*
 * Three rules share capacity.
 *
 * 1. A workspace may take more only while it has less than is free (`dynamicShare`). One workspace gets half,
 *    two a third each, ten an eleventh each. Some capacity always remains for a newcomer, with nothing to
 *    configure. Network switches share buffers among ports by this rule, known as dynamic thresholds. A
 *    webhook gets room in memory by the same rule, out of what its workspace may still take.
 * 2. A free slot goes to the workspace with the lowest recent usage, and within it to the webhook with the
 *    lowest: requests in flight plus their mean over the last half minute (`createUsage`). Hanging requests
 *    keep their slots, so healthy receivers are served first.
 * 3. The last quarter of what a workspace may take, in slots and in memory, is for its webhooks known to be
 *    quick, however many others hang.
 *
 * See docs/dispatcher.md, "Fairness".
 */

/** The figures of fairness. */
export const fairness = {
  /** Deliveries held per slot: enough to keep slots busy, few enough to start within their leases. */
  heldPerSlot: 4,
  /** Deliveries held of one webhook, for each of its slots: enough for quick requests until the next claim. */
  heldPerQuickSlot: 12,
  /** The same for a webhook that is not quick. It takes at least a second for each request. */
  heldPerOtherSlot: 2,
  /** Bytes of bodies held. */
  heldBytesMax: 64 * 1024 * 1024,
  /** Tests of one webhook in flight, in addition to its other requests. */
  testSlotsPerWebhook: 2,
  /** The part of what a workspace may take that only quick webhooks get. */
  reservedForQuick: 0.25,
  /** A webhook is quick if its last request took less than this. */
  quickMs: 1_000,
  /** Usage is averaged over about this time, the longest timeout of a webhook. */
  usageOverMs: 30_000,
  /** Usage is updated at most this often, since each update computes an exponential. */
  usageStepMs: 100,
  /** Deliveries leased by one claim. */
  claimedMax: 400,
  /** Webhooks served by one claim. */
  webhooksPerClaim: 200,
  /** Wait before a claim for freed room, so that it takes more than one delivery. */
  refillWaitMs: 10,
} as const;

/**
 * Returns how much more an owner may take if it takes one unit at a time while it has less than is free.
 *
 * @param free units not taken by any owner
 * @param own units taken by this owner
 */
export function dynamicShare(free: number, own: number): number {
  return Math.max(0, Math.ceil((free - own) / 2));
}

/**
 * Returns how much more a workspace may take for a webhook. A quick one may take all of the `dynamicShare`. Others
 * stop at three quarters of the amount where that ends, but may always take the first unit.
 */
export function workspaceShare(free: number, own: number, isQuick: boolean): number {
  const share = dynamicShare(free, own);
  if (isQuick) return share;
  const most = ((free + own) / 2) * (1 - fairness.reservedForQuick);
  const rounded = Math.ceil(most - own - 0.5); // half down: of 4 slots, one of the two is reserved
  return Math.max(own === 0 ? Math.min(1, share) : 0, rounded);
}

/** Slots in use, now and recently. */
export interface Usage {
  /** Requests in flight. */
  inFlight: number;
  /** Mean of `inFlight` over the last half minute, as of `atMs`; recent values weigh more. */
  mean: number;
  atMs: number;
}

/** Creates usage of zero. */
export function createUsage(nowMs: number): Usage {
  return { inFlight: 0, mean: 0, atMs: nowMs };
}

/** Updates the mean. Call it before changing `inFlight` and before comparing. */
export function refreshUsage(usage: Usage, nowMs: number): Usage {
  const passedMs = nowMs - usage.atMs;
  if (passedMs < fairness.usageStepMs) return usage;
  usage.mean =
    usage.inFlight + (usage.mean - usage.inFlight) * Math.exp(-passedMs / fairness.usageOverMs);
  usage.atMs = nowMs;
  return usage;
}
