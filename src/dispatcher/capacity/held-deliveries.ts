/*
 * The states of a delivery in the memory of a node, from the claim to the record, and what each takes:
 *
 * | state     | room | slot | lease            | entered by                          | next                         |
 * | --------- | ---- | ---- | ---------------- | ----------------------------------- | ---------------------------- |
 * | queued    | yes  | no   | runs             | `add`, `requeue`                    | sending, releasing           |
 * | sending   | yes  | yes  | renewed          | `startNext`                         | recording, queued, releasing |
 * | recording | yes  | no   | renewed          | `finish`                            | gone                         |
 * | releasing | yes  | no   | runs             | `startRelease`, `startReleaseWhere` | gone                         |
 * | gone      | no   | no   | ended or expired | `remove`                            |                              |
 *
 * Room is a place in memory and the bytes of the body. A slot permits one request. It is held from before the
 * webhook's settings are read until the request is over. Any other move is a bug in the dispatcher and throws.
 *
 * A delivery and its companions are one message: they share a place in the queue and a slot, and move together. Each
 * takes room, has a lease, and is removed by itself.
 */
import {
  messageOf,
  pace,
  type ClaimedDelivery,
  type ClaimReference,
} from '../../deliveries/index.ts';
import { createBudget, type Room } from './budget.ts';
import { createFairQueue } from './fair-queue.ts';
import { dynamicShare, fairness } from './fairness.ts';

type State = 'queued' | 'sending' | 'recording' | 'releasing';

/** The deliveries leased to this node, with the room and slots they take. */
export interface HeldDeliveries {
  /** Queues newly claimed deliveries, with their companions. */
  add(deliveries: readonly ClaimedDelivery[]): void;
  /** Gives the next queued delivery a slot; undefined when none may start. */
  startNext(): ClaimedDelivery | undefined;
  /** Returns a delivery whose request did not start to the end of its webhook's queue. */
  requeue(delivery: ClaimedDelivery): void;
  /**
   * Frees the slot after the request; the result must be recorded next.
   *
   * @param durationMs of the request; null if unknown
   */
  finish(delivery: ClaimedDelivery, durationMs: number | null): void;
  /** Frees the slot of a delivery that is being released instead of sent. */
  startRelease(delivery: ClaimedDelivery): void;
  /** Marks all queued messages with a matching delivery as being released, and returns all their deliveries. */
  startReleaseWhere(matches: (delivery: ClaimedDelivery) => boolean): ClaimedDelivery[];
  /** Removes deliveries that were recorded or released. */
  remove(deliveries: readonly ClaimedDelivery[]): void;

  /** Whether this node still holds the claim. */
  has(claim: Pick<ClaimReference, 'id' | 'token'>): boolean;
  /** Deliveries being sent or recorded: their leases are renewed. A claim that was lost to a later one is left out. */
  underWay(): ClaimedDelivery[];
  /** Slots in use, and free ones. */
  slots(): { used: number; free: number };
  /** Room taken in total. */
  used(): Readonly<Room>;
  /** Room left in total. */
  free(): Room;
  /** Whether the last request to the webhook was quick: a part of the room is reserved for such webhooks. */
  isQuick(webhookId: string): boolean;
  /** Room that a claim may still take for a workspace, for its quick webhooks or for the others. */
  workspaceQuota(workspaceId: string, isQuick: boolean): Room;
  /** Deliveries that a claim may still take for a webhook, when its workspace may take `workspaceCount`. */
  webhookQuota(webhookId: string, workspaceCount: number): number;
  /** The same for a webhook of a chat format, whose deliveries may share a request. */
  pacedQuota(webhookId: string, workspaceCount: number): number;
}

export interface HeldLimits {
  /** The most requests in flight, for all webhooks and for one. */
  concurrency: number;
  concurrencyPerWebhook: number;
  monotonicMs: () => number;
}

/** Creates an empty store. */
export function createHeldDeliveries(limits: HeldLimits): HeldDeliveries {
  const { concurrency, concurrencyPerWebhook, monotonicMs } = limits;
  const { heldPerSlot, heldBytesMax, testSlotsPerWebhook } = fairness;
  const states = new Map<ClaimedDelivery, State>();
  /** The latest claim of each: after a lost lease, a delivery may be claimed again while its request still runs. */
  const byId = new Map<string, ClaimedDelivery>();
  const counts = createCounts();
  const budget = createBudget({ count: concurrency * heldPerSlot, bytes: heldBytesMax });
  const queue = createFairQueue<ClaimedDelivery>(concurrencyPerWebhook, monotonicMs);
  /** Tests have a queue of their own, so that they do not wait behind events. */
  const testQueue = createFairQueue<ClaimedDelivery>(testSlotsPerWebhook, monotonicMs);
  let slotsUsed = 0;

  const queueOf = ({ trigger }: ClaimedDelivery) => (trigger === 'TEST' ? testQueue : queue);

  function addOne(delivery: ClaimedDelivery): void {
    states.set(delivery, 'queued');
    byId.set(delivery.id, delivery);
    budget.take(delivery.workspaceId, delivery.body.length);
    counts.change(delivery.webhookId, 1);
  }

  /** Moves the message of a delivery. */
  function move(
    delivery: ClaimedDelivery,
    to: State,
    from: State,
    durationMs: number | null = null,
  ): void {
    for (const one of messageOf(delivery)) {
      const state = states.get(one) ?? 'gone';
      if (state !== from) throw new Error(`A delivery that is ${state} cannot become ${to}.`);
      states.set(one, to);
    }
    if (to === 'sending') slotsUsed += 1;
    if (from !== 'sending') return;
    slotsUsed -= 1;
    queueOf(delivery).freeSlot(delivery, durationMs);
  }

  function removeOne(delivery: ClaimedDelivery): void {
    const state = states.get(delivery);
    if (state !== 'recording' && state !== 'releasing') {
      throw new Error(`A delivery that is ${state ?? 'gone'} cannot be removed.`);
    }
    states.delete(delivery);
    if (byId.get(delivery.id) === delivery) byId.delete(delivery.id);
    budget.release(delivery.workspaceId, delivery.body.length);
    counts.change(delivery.webhookId, -1);
  }

  return {
    add(deliveries) {
      for (const delivery of deliveries) {
        for (const one of messageOf(delivery)) addOne(one);
        queueOf(delivery).add(delivery);
      }
    },
    startNext() {
      const free = concurrency - slotsUsed;
      const delivery = testQueue.next(free) ?? queue.next(free);
      if (!delivery) return undefined;
      move(delivery, 'sending', 'queued');
      return delivery;
    },
    requeue(delivery) {
      move(delivery, 'queued', 'sending');
      queueOf(delivery).add(delivery);
    },
    finish: (delivery, durationMs) => move(delivery, 'recording', 'sending', durationMs),
    startRelease: (delivery) => move(delivery, 'releasing', 'sending'),
    startReleaseWhere(matches) {
      const hasMatch = (delivery: ClaimedDelivery) => messageOf(delivery).some(matches);
      const removed = [queue, testQueue].flatMap((each) => each.removeWhere(hasMatch));
      for (const delivery of removed) move(delivery, 'releasing', 'queued');
      return removed.flatMap(messageOf);
    },
    remove(deliveries) {
      for (const delivery of deliveries) removeOne(delivery);
    },
    has: ({ id, token }) => byId.get(id)?.token === token,
    underWay: () =>
      [...states].flatMap(([delivery, state]) =>
        (state === 'sending' || state === 'recording') && byId.get(delivery.id) === delivery
          ? [delivery]
          : [],
      ),
    slots: () => ({ used: slotsUsed, free: concurrency - slotsUsed }),
    used: budget.used,
    free: budget.free,
    isQuick: queue.isQuick,
    workspaceQuota: budget.shareOf,
    webhookQuota(webhookId, workspaceCount) {
      const own = queue.countOf(webhookId);
      const isQuick = queue.isQuick(webhookId);
      const perSlot = isQuick ? fairness.heldPerQuickSlot : fairness.heldPerOtherSlot;
      const left = concurrencyPerWebhook * perSlot - own;
      return Math.max(0, Math.min(left, dynamicShare(workspaceCount, own)));
    },
    pacedQuota(webhookId, workspaceCount) {
      // Messages that wait for slots must not become a larger burst when they get them.
      if (queue.countOf(webhookId) >= pace.burst) return 0;
      return Math.min(pace.deliveriesMax, dynamicShare(workspaceCount, counts.of(webhookId)));
    },
  };
}

/** Counts the held deliveries of each webhook, companions included. */
function createCounts() {
  const counts = new Map<string, number>();
  return {
    of: (webhookId: string) => counts.get(webhookId) ?? 0,
    change(webhookId: string, by: 1 | -1) {
      const sum = (counts.get(webhookId) ?? 0) + by;
      if (sum > 0) counts.set(webhookId, sum);
      else counts.delete(webhookId);
    },
  };
}
