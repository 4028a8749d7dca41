import type { Database, EntityManager } from '../db/index.ts';
import {
  claimDeliveries,
  endDeliveries,
  expireLeases,
  walkDueWebhooks,
  type ClaimedDelivery,
  type ClaimReference,
  type DecideNext,
  type DueWebhook,
} from '../deliveries/index.ts';
import type { Clock, ErrorLog } from '../kernel/index.ts';
import { shareSlots } from './capacity/share-slots.ts';

export interface ClaimerOptions {
  database: Database;
  clock: Clock;
  random: () => number;
  errorLog: ErrorLog;
  leaseSeconds: number;
  decideNext: DecideNext;
  /** Room in memory for what is claimed. */
  room: () => { count: number; bytes: number };
  /** How many more deliveries of a webhook may be held, and how many of a workspace. */
  slotsOf: (webhookId: string) => number;
  shareOf: (workspaceId: string) => number;
  /** A webhook that was left behind is looked at again when it may have so many more: not for each one. */
  refillSlots: number;
  take: (deliveries: ClaimedDelivery[]) => void;
  /** Told in each turn what the database's clock showed at some moment since `sentMs` by `clock`. */
  noteTime: (databaseMs: number, sentMs: number) => void;
  /** Whether the claim is one that this process has not lost sight of. */
  isHeld: (claim: Pick<ClaimReference, 'id' | 'token'>) => boolean;
  /** So many leases that had run out were settled. */
  onTakenOver: (count: number) => void;
  /** Deliveries were ended, or leases settled that had run out. */
  onChanged: () => void;
}

/** Finds what was not handed off: retries, what a dead process left, what other nodes published. */
export interface Claimer {
  start(): void;
  /** Look now: something may be due. */
  wake(): void;
  /** Something held was settled: look when the last turn lacked room. */
  roomFreed(): void;
  /** A request to the webhook ended or was settled: look when the last round left some of its deliveries behind. */
  slotFreed(owner: Pick<DueWebhook, 'workspaceId' | 'webhookId'>): void;
  /** Resolves when the turn under way is over. */
  stop(): Promise<void>;
}

/** Also without a wake-up something becomes due: retries, and what a lost wake-up told of. */
const pollMs = 1_000;
/** Deliveries taken in one turn: with payloads of the largest size they are 50 MiB. */
const takenAtOnceMax = 200;

/** Claims in turns, each going on where the last one ended, until nothing is due or no room is left. */
export function createClaimer(options: ClaimerOptions): Claimer {
  const { database, clock, random, errorLog, leaseSeconds, decideNext } = options;
  const { room, slotsOf, shareOf, take } = options;
  /** Where the round goes on; null at the first webhook. */
  let nextFrom: string | null = null;
  let isRoundOver = true;
  /** Whether the round began in the middle: the webhooks before that are still to come. */
  let isFromMiddle = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wakeCount = 0;
  let isStopped = true;
  /** Since when no walk has gone well, on the monotonic clock; null when the last one has. */
  let downSinceMs: number | null = null;
  let expiresFromMs = 0;
  const graceMs = (leaseSeconds * 1_000) / 3;
  /** What this round of turns had to leave behind: webhooks without a share of the slots, or all for want of room. */
  const fullWebhookIds = new Set<string>();
  /** Those of them that had free slots, while their workspace had no share left. */
  let shortOfShare: string[] = [];
  let isRoomShort = false;
  /** Whether the walk under way has found anything. */
  let hasFound = false;

  /**
   * One part of a walk over the webhooks. A walk that found something is followed by another, so that
   * the last one of a round has seen all of them and found nothing.
   *
   * @returns whether another turn may find more
   */
  async function takeTurn(): Promise<boolean> {
    const em = database.em.fork();
    if (isRoundOver) beginRound();
    const from = nextFrom;
    const sentMs = clock.now().getTime();
    const walk = await walkDueWebhooks(em, from);
    options.noteTime(walk.databaseMs, sentMs);
    noteWalk();
    const settled = (await expire(em)) + (await endDead(em, walk.due));
    if (settled > 0) options.onChanged();
    const claimed = await claim(
      em,
      walk.due.filter((due) => due.endReason === null),
    );
    hasFound ||= settled + claimed.length > 0;
    // Where the room ended the next turn goes on, or the first webhooks would take all of it each time.
    const lastServed = claimed.findLast((delivery) => delivery.trigger !== 'TEST')?.webhookId;
    nextFrom = isRoomShort ? (lastServed ?? from) : walk.nextFrom;
    if (isRoomShort) return settled > 0;
    isRoundOver = nextFrom === null && !isFromMiddle;
    if (nextFrom === null) isFromMiddle = false;
    return !isRoundOver || hasFound;
  }

  /** In the middle when the last one left webhooks behind, or the first ones would get all of a workspace's share each time. */
  function beginRound(): void {
    nextFrom = shortOfShare[Math.floor(random() * shortOfShare.length)] ?? null;
    isFromMiddle = nextFrom !== null;
    isRoundOver = false;
    shortOfShare = [];
    fullWebhookIds.clear();
    hasFound = false;
  }

  /**
   * After an outage that leases may have run out in, every node has a third of one to renew its own. A shorter
   * one leaves as much of each lease.
   */
  function noteWalk(): void {
    const nowMs = clock.monotonicMs();
    if (downSinceMs !== null && nowMs - downSinceMs >= graceMs) expiresFromMs = nowMs + graceMs;
    downSinceMs = null;
  }

  async function expire(em: EntityManager): Promise<number> {
    if (clock.monotonicMs() < expiresFromMs) return 0;
    const count = await expireLeases(em, decideNext, options.isHeld);
    options.onTakenOver(count);
    return count;
  }

  async function endDead(em: EntityManager, due: readonly DueWebhook[]): Promise<number> {
    let ended = 0;
    for (const { webhookId, endReason } of due) {
      if (endReason) ended += await endDeliveries(em, webhookId, endReason);
    }
    return ended;
  }

  async function claim(em: EntityManager, due: readonly DueWebhook[]): Promise<ClaimedDelivery[]> {
    const roomLeft = room();
    const slots = roomLeft.bytes > 0 ? Math.min(roomLeft.count, takenAtOnceMax) : 0;
    const slotsByWebhook = shareSlots(due, slotsOf, shareOf);
    for (const { webhookId } of due) {
      if (slotsByWebhook.has(webhookId)) continue;
      fullWebhookIds.add(webhookId);
      if (slotsOf(webhookId) > 0) shortOfShare.push(webhookId);
    }
    const probed = due.filter(({ needsProbe }) => needsProbe).map(({ webhookId }) => webhookId);
    isRoomShort = slots <= 0;
    if (isRoomShort) return [];
    const claimed = await claimDeliveries(em, {
      slotsByWebhook,
      probedWebhookIds: new Set(probed),
      slots,
      bytesMax: roomLeft.bytes,
      leaseSeconds,
      monotonicMs: () => clock.monotonicMs(),
    });
    if (claimed.length > 0) take(claimed);
    const largest = claimed.reduce((bytes, { body }) => Math.max(bytes, body.length), 0);
    isRoomShort = claimed.length >= slots || room().bytes < largest;
    return claimed;
  }

  async function run(): Promise<void> {
    try {
      let mayFindMore = true;
      while (mayFindMore && !isStopped) {
        const wakesBefore = wakeCount;
        mayFindMore = (await takeTurn()) || wakeCount > wakesBefore;
      }
    } catch (error) {
      errorLog.noteRetried(error, 'dispatcher: cannot claim, will retry');
      downSinceMs ??= clock.monotonicMs();
    } finally {
      running = undefined; // at once: a wake-up a moment later must not be lost
    }
  }

  function wake(): void {
    if (isStopped) return;
    wakeCount += 1;
    running ??= run();
  }

  return {
    start() {
      isStopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    wake,
    roomFreed() {
      if (isRoomShort) wake();
    },
    slotFreed({ workspaceId, webhookId }) {
      if (!fullWebhookIds.has(webhookId)) return;
      if (Math.min(slotsOf(webhookId), shareOf(workspaceId)) >= options.refillSlots) wake();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
