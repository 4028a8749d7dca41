import type { ClaimedDelivery } from '../deliveries/index.ts';

/** What this process holds under leases, from the claim to the record, bounded by count and bytes. */
export interface Holdings {
  readonly count: number;
  /** Keeps room for a hand-off; answers for how many. A quarter of all room is never given to it. */
  reserve(count: number): number;
  unreserve(count: number): void;
  /** Room for claimed deliveries. */
  room(): { count: number; bytes: number };
  add(delivery: ClaimedDelivery): void;
  /** The request is about to be sent: from now on the lease is to be renewed. */
  start(id: string): void;
  remove(id: string): void;
  /** What is being sent or recorded. */
  started(): ClaimedDelivery[];
}

/** The share of the room that only claims may use, so that retries get on while events pour in. */
const claimShare = 1 / 4;

/** Bytes count each delivery's body in full although deliveries of one event share theirs: never less than is held. */
export function createHoldings(limits: { count: number; bytes: number }): Holdings {
  const held = new Map<string, ClaimedDelivery>();
  const started = new Set<string>();
  let reserved = 0;
  let bytes = 0;

  return {
    get count() {
      return held.size;
    },
    reserve(count) {
      if (bytes >= limits.bytes * (1 - claimShare)) return 0;
      const free = Math.floor(limits.count * (1 - claimShare)) - held.size - reserved;
      const granted = Math.max(0, Math.min(count, free));
      reserved += granted;
      return granted;
    },
    unreserve(count) {
      reserved -= count;
    },
    room() {
      return { count: limits.count - held.size - reserved, bytes: limits.bytes - bytes };
    },
    add(delivery) {
      held.set(delivery.id, delivery);
      bytes += delivery.body.length;
    },
    start(id) {
      started.add(id);
    },
    remove(id) {
      const delivery = held.get(id);
      if (!delivery) return;
      held.delete(id);
      started.delete(id);
      bytes -= delivery.body.length;
    },
    started() {
      return [...started].flatMap((id) => held.get(id) ?? []);
    },
  };
}
