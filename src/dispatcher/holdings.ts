import type { ClaimedDelivery, ClaimReference } from '../deliveries/index.ts';

/** What this process holds under leases, from the claim to the record, bounded by count and bytes. */
export interface Holdings {
  /**
   * Keeps room for a hand-off of deliveries with at most so many bytes each; answers for how many. A quarter
   * of all room is never given to it.
   */
  reserve(count: number, bytesEach: number): number;
  unreserve(count: number, bytesEach: number): void;
  /** Room for claimed deliveries. */
  room(): { count: number; bytes: number };
  /** A delivery whose lease was lost may be claimed again while its request still runs: the new claim takes its place. */
  add(delivery: ClaimedDelivery): void;
  /** The request is about to be sent: from now on the lease is to be renewed. */
  start(claim: ClaimReference): void;
  /** Does nothing when another claim has taken its place. */
  remove(claim: ClaimReference): void;
  has(claim: Pick<ClaimReference, 'id' | 'token'>): boolean;
  /** What is being sent or recorded. */
  started(): ClaimedDelivery[];
}

interface Held {
  delivery: ClaimedDelivery;
  isStarted: boolean;
}

/** The share of the room that only claims may use, so that retries get on while events pour in. */
const claimShare = 1 / 4;

/** Bytes count each delivery's body in full although deliveries of one event share theirs: never less than is held. */
export function createHoldings(limits: { count: number; bytes: number }): Holdings {
  const held = new Map<string, Held>();
  let reserved = 0;
  let reservedBytes = 0;
  let bytes = 0;

  function find({ id, token }: Pick<ClaimReference, 'id' | 'token'>): Held | undefined {
    const known = held.get(id);
    return known?.delivery.token === token ? known : undefined;
  }

  function forget(known: Held | undefined): void {
    if (!known) return;
    held.delete(known.delivery.id);
    bytes -= known.delivery.body.length;
  }

  return {
    reserve(count, bytesEach) {
      const free = limits.count * (1 - claimShare) - held.size - reserved;
      const freeBytes = limits.bytes * (1 - claimShare) - bytes - reservedBytes;
      const granted = Math.max(0, Math.floor(Math.min(count, free, freeBytes / bytesEach)));
      reserved += granted;
      reservedBytes += granted * bytesEach;
      return granted;
    },
    unreserve(count, bytesEach) {
      reserved -= count;
      reservedBytes -= count * bytesEach;
    },
    room() {
      return {
        count: limits.count - held.size - reserved,
        bytes: limits.bytes - bytes - reservedBytes,
      };
    },
    add(delivery) {
      forget(held.get(delivery.id));
      held.set(delivery.id, { delivery, isStarted: false });
      bytes += delivery.body.length;
    },
    start(claim) {
      const known = find(claim);
      if (known) known.isStarted = true;
    },
    remove(claim) {
      forget(find(claim));
    },
    has: (claim) => find(claim) !== undefined,
    started() {
      return [...held.values()].flatMap(({ delivery, isStarted }) => (isStarted ? [delivery] : []));
    },
  };
}
