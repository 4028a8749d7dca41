import type { Database } from '../db/index.ts';
import {
  claimDeliveries,
  claimMessages,
  claimProbes,
  type ClaimedDelivery,
} from '../deliveries/index.ts';
import { createLoop, pause, type Clock, type ErrorLog } from '../kernel/index.ts';
import { fairness } from './capacity/fairness.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import type { ClaimPlan, DueWebhooks } from './due-webhooks.ts';
import type { Gate } from './gate.ts';
import type { PaceWaits } from './pace-waits.ts';
import type { RecentEvents } from './recent-events.ts';

export interface ClaimerOptions {
  database: Database;
  clock: Clock;
  errorLog: ErrorLog;
  leaseSeconds: number;
  held: Pick<HeldDeliveries, 'free'>;
  gate: Pick<Gate, 'isOpen'>;
  due: DueWebhooks;
  paceWaits: Pick<PaceWaits, 'note'>;
  recentEvents: RecentEvents;
  /** Receives the leased deliveries. */
  take: (deliveries: ClaimedDelivery[]) => void;
}

/** Leases due deliveries to this node while it has room and the gate is open. */
export interface Claimer {
  start(): void;
  /** Claims now, if a webhook is due. */
  wake(): void;
  /** Claims now, even if no webhook is due: tests are not part of a plan. */
  wakeForTests(): void;
  /** Call it when room or a slot is freed: claims a few milliseconds later, if something is due. */
  noteFreed(): void;
  /** Resolves when the current claim is finished. */
  stop(): Promise<void>;
}

/** Retries of failed claims, in milliseconds. */
const retryMs = { minMs: 50, maxMs: 1_000 };

/** Creates the claimer. It runs one claim at a time. */
export function createClaimer(options: ClaimerOptions): Claimer {
  const { database, clock, errorLog, leaseSeconds, held, gate, due, recentEvents, take } = options;
  /** Whether tests may be due. Cleared by a claim, which takes all of them. */
  let hasTests = false;
  /** Set while a claim waits for more room to be freed. */
  let isRefilling = false;
  const loop = createLoop({
    run: claimAll,
    retry: retryMs,
    onError(error) {
      hasTests = true; // the failed claim may have been for them
      errorLog.noteRetried(error, 'dispatcher: claim failed, will retry');
    },
  });

  async function claimAll(stopping: AbortSignal): Promise<void> {
    let mayFindMore = true;
    while (mayFindMore && gate.isOpen && !stopping.aborted) {
      const plan = due.plan();
      const { count, bytes } = held.free();
      const isNeeded = hasTests || plan.asked.size > 0;
      if (!isNeeded || count <= 0 || bytes <= 0) return;
      mayFindMore = (await claim(plan)) || plan.isCut;
    }
  }

  /** @returns whether another claim may find more now */
  async function claim(plan: ClaimPlan): Promise<boolean> {
    hasTests = false;
    const request = { ...boundRequest(), quotas: plan.quotas };
    const { claimed, foundOf } = await claimDeliveries(database.em.fork(), request);
    const mayFindMore = due.settle(plan, foundOf);
    take(claimed);
    if (plan.messages.length > 0) await claimForMessages(plan.messages);
    if (plan.probes.length > 0) await claimForProbes(plan.probes);
    return mayFindMore;
  }

  async function claimForMessages(quotas: ClaimPlan['messages']): Promise<void> {
    const request = boundRequest();
    if (request.countMax <= 0 || request.bytesMax <= 0) return;
    const { claimed, waitMsOf } = await claimMessages(database.em.fork(), quotas, request);
    options.paceWaits.note(waitMsOf);
    take(claimed);
  }

  async function claimForProbes(webhooks: ClaimPlan['probes']): Promise<void> {
    const request = boundRequest();
    if (request.countMax <= 0 || request.bytesMax <= 0) return;
    take(await claimProbes(database.em.fork(), webhooks, request));
  }

  /** All that a claim needs to know but its quotas. */
  function boundRequest() {
    const { count, bytes } = held.free();
    return {
      countMax: Math.min(count, fairness.claimedMax),
      bytesMax: bytes,
      leaseSeconds,
      monotonicMs: () => clock.monotonicMs(),
      findEvent: recentEvents.find,
    };
  }

  async function refill(): Promise<void> {
    isRefilling = true;
    await pause(fairness.refillWaitMs);
    isRefilling = false;
    loop.wake();
  }

  return {
    start: () => loop.start(),
    wake: () => loop.wake(),
    wakeForTests() {
      hasTests = true;
      loop.wake();
    },
    noteFreed() {
      if (!isRefilling && (hasTests || !due.isEmpty())) void refill();
    },
    stop: () => loop.stop(),
  };
}
