import type { Database, EntityManager } from '../db/index.ts';
import {
  claimDeliveries,
  endDeliveries,
  expireLeases,
  walkDueWebhooks,
} from '../deliveries/index.ts';
import type { ClaimedDelivery, DueWebhook } from '../deliveries/index.ts';
import type { Clock, Logger } from '../kernel/index.ts';

export interface ClaimerOptions {
  database: Database;
  clock: Clock;
  logger: Logger;
  leaseSeconds: number;
  attemptsMax: number;
  /** Room in memory for what is claimed. */
  room: () => { count: number; bytes: number };
  /** How many more deliveries of a webhook may be held. */
  slotsOf: (webhookId: string) => number;
  take: (deliveries: ClaimedDelivery[]) => void;
}

/** Finds what was not handed off: retries, what a dead process left, what other nodes published. */
export interface Claimer {
  start(): void;
  /** Look now: something may be due. */
  wake(): void;
  /** Something held was settled: look when the last turn had to leave something behind. */
  roomFreed(): void;
  /** Resolves when the turn under way is over. */
  stop(): Promise<void>;
}

/** Also without a wake-up something becomes due: retries, and what a lost wake-up told of. */
const pollMs = 1_000;
/** Deliveries taken in one turn: with payloads of the largest size they are 50 MiB. */
const takenAtOnceMax = 200;

/** Claims in turns, each going on where the last one ended, until nothing is due or no room is left. */
export function createClaimer(options: ClaimerOptions): Claimer {
  const { database, clock, logger, leaseSeconds, attemptsMax, room, slotsOf, take } = options;
  let nextFrom: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wakeCount = 0;
  let isStopped = true;
  let isFailing = false;
  /** The last turn left due deliveries behind for want of room. */
  let isStarved = false;

  /** @returns whether another turn may find more. */
  async function takeTurn(): Promise<boolean> {
    const em = database.em.fork();
    const walk = await walkDueWebhooks(em, nextFrom);
    nextFrom = walk.nextFrom;
    const expired = await expireLeases(em, attemptsMax);
    const ended = await endDead(em, walk.due);
    const claimed = await claim(
      em,
      walk.due.filter((due) => due.endReason === null),
    );
    return expired + ended + claimed > 0 || nextFrom !== null;
  }

  async function endDead(em: EntityManager, due: readonly DueWebhook[]): Promise<number> {
    let ended = 0;
    for (const { webhookId, endReason } of due) {
      if (endReason) ended += await endDeliveries(em, webhookId, endReason);
    }
    return ended;
  }

  async function claim(em: EntityManager, due: readonly DueWebhook[]): Promise<number> {
    const free = room();
    const slots = free.bytes > 0 ? Math.min(free.count, takenAtOnceMax) : 0;
    const slotsByWebhook = new Map<string, number>();
    for (const { webhookId } of due) {
      const webhookSlots = slotsOf(webhookId);
      if (webhookSlots > 0) slotsByWebhook.set(webhookId, webhookSlots);
    }
    isStarved = slots <= 0 || slotsByWebhook.size < due.length;
    if (slots <= 0) return 0;
    const claimed = await claimDeliveries(em, {
      slotsByWebhook,
      slots,
      bytesMax: free.bytes,
      leaseSeconds,
      monotonicMs: () => clock.monotonicMs(),
    });
    if (claimed.length > 0) take(claimed);
    return claimed.length;
  }

  async function run(): Promise<void> {
    try {
      let mayFindMore = true;
      while (mayFindMore && !isStopped) {
        const wakesBefore = wakeCount;
        mayFindMore = (await takeTurn()) || wakeCount > wakesBefore;
      }
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error({ error: String(error) }, 'dispatcher: cannot claim, trying on');
      isFailing = true;
    }
  }

  function wake(): void {
    if (isStopped) return;
    wakeCount += 1;
    running ??= run().finally(() => (running = undefined));
  }

  return {
    start() {
      isStopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    wake,
    roomFreed() {
      if (isStarved) wake();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
