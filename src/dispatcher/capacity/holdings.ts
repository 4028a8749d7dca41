import type { ClaimedDelivery, ClaimReference } from '../../deliveries/index.ts';

/** What this process holds under leases, from the claim to the record, bounded by count and bytes. */
export interface Holdings {
  /**
   * Keeps room for a hand-off of deliveries with at most so many bytes each; answers for how many. A quarter
   * of all room is never given to it.
   */
  reserve(workspaceId: string, count: number, bytesEach: number): number;
  unreserve(workspaceId: string, count: number, bytesEach: number): void;
  /** Counts what is held and reserved. */
  used(): Readonly<Room>;
  /** Room for claimed deliveries. */
  room(): Room;
  /** How many more deliveries of the workspace may be claimed, with at most so many bytes each. */
  shareOf(workspaceId: string, bytesEach: number): number;
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

export interface Room {
  count: number;
  bytes: number;
}

interface Held {
  delivery: ClaimedDelivery;
  isStarted: boolean;
}

/** The share of the room that only claims may use, so that retries get on while events pour in. */
const claimShare = 1 / 4;

/**
 * How often as much as is free a workspace may hold. A publish comes in bursts, and what has no room then
 * goes the slower way of a claim (measured: once instead of twice was 0.89 instead of 1.0 of the
 * throughput beside a webhook that hangs). With less than twice there is something left for its retries.
 */
const timesFree = { handOff: 1.5, claims: 1 };

/**
 * Bytes count each delivery's body in full although deliveries of one event share theirs: never less
 * than is held. A workspace gets more only while it holds less than so many times what is free, by count
 * and by bytes, so that it leaves room for others whatever its receivers do; see `createLanes`.
 */
export function createHoldings(limits: Room): Holdings {
  const held = new Map<string, Held>();
  /** Held and reserved, by all together and by each workspace. */
  const used: Room = { count: 0, bytes: 0 };
  const usedBy = new Map<string, Room>();
  const handOffLimits = {
    count: Math.floor(limits.count * (1 - claimShare)),
    bytes: limits.bytes * (1 - claimShare),
  };

  function use(workspaceId: string, count: number, bytes: number): void {
    const own = usedBy.get(workspaceId) ?? { count: 0, bytes: 0 };
    for (const sum of [used, own]) {
      sum.count += count;
      sum.bytes += bytes;
    }
    if (own.count === 0) usedBy.delete(workspaceId);
    else usedBy.set(workspaceId, own);
  }

  /** As many as could be taken one by one, each while less is held than so many times what is free. */
  function shareOf(within: Room, times: number, workspaceId: string, bytesEach: number): number {
    const own = usedBy.get(workspaceId) ?? { count: 0, bytes: 0 };
    const share = (unit: keyof Room) =>
      (times * (within[unit] - used[unit]) - own[unit]) / (times + 1);
    return Math.max(0, Math.min(Math.ceil(share('count')), Math.floor(share('bytes') / bytesEach)));
  }

  function find({ id, token }: Pick<ClaimReference, 'id' | 'token'>): Held | undefined {
    const known = held.get(id);
    return known?.delivery.token === token ? known : undefined;
  }

  function forget(known: Held | undefined): void {
    if (!known) return;
    const { id, workspaceId, body } = known.delivery;
    held.delete(id);
    use(workspaceId, -1, -body.length);
  }

  return {
    reserve(workspaceId, count, bytesEach) {
      const share = shareOf(handOffLimits, timesFree.handOff, workspaceId, bytesEach);
      const granted = Math.min(count, share);
      use(workspaceId, granted, granted * bytesEach);
      return granted;
    },
    unreserve(workspaceId, count, bytesEach) {
      use(workspaceId, -count, -count * bytesEach);
    },
    used: () => used,
    room: () => ({ count: limits.count - used.count, bytes: limits.bytes - used.bytes }),
    shareOf: (workspaceId, bytesEach) => shareOf(limits, timesFree.claims, workspaceId, bytesEach),
    add(delivery) {
      forget(held.get(delivery.id));
      held.set(delivery.id, { delivery, isStarted: false });
      use(delivery.workspaceId, 1, delivery.body.length);
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
