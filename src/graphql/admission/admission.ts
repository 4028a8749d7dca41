import type { NodeLimits } from '../limits/node-limits.ts';
import type { Caller } from './in-flight.ts';
import { createLatenessMeter, type LatenessMeter } from './lateness.ts';
import { createRefusals, type LimitName, type Refusals } from './refusals.ts';
import { createTurns } from './turns.ts';

/** One admitted operation. */
export interface Passage {
  /**
   * Resolves to true when the operation may run, to false when it has left in the meantime.
   *
   * @throws RefusedError when it waited too long.
   */
  takeTurn(): Promise<boolean>;
  /** Lets others run. The operation is in flight until it leaves, since its answer waits for the client. */
  endTurn(answerBytes: number): void;
  /** Ends the passage. Idempotent. */
  leave(): void;
}

/** Decides what a node accepts, so that no workspace, token or anonymous caller slows down the others. */
export interface Admission extends Refusals {
  /**
   * Admits an operation, from its head until its response has left.
   *
   * @param bodyBytes of the body that will be kept for it
   * @throws RefusedError when its workspace or token has too much in flight, or the node is late.
   */
  enter(caller: Caller, bodyBytes: number): Passage;
  /** Counts a socket of a workspace and returns the function that uncounts it. @throws RefusedError */
  openSocket(workspaceId: string): () => void;
  /** Counts a subscription of a workspace and returns the function that uncounts it. @throws RefusedError */
  openSubscription(workspaceId: string): () => void;
  /** The current counts; all are 0 when nothing is open. */
  count(): AdmissionCounts;
  start(): void;
  stop(): void;
}

export interface AdmissionCounts {
  inFlight: number;
  running: number;
  bodyBytes: number;
  answerBytes: number;
  workspaces: number;
  sockets: number;
  subscriptions: number;
}

/** @param onRefused called for each refusal */
export function createAdmission(
  limits: NodeLimits,
  onRefused?: (limit: LimitName) => void,
): Admission {
  const { operations, sockets } = limits;
  const { refuse } = createRefusals(limits, onRefused);
  const turns = createTurns(operations, () => lateness.isBusy());
  const lateness: LatenessMeter = createLatenessMeter({
    ...operations,
    onMeasured: turns.startNext,
    waitMs: turns.waitMs,
    nodeWaitMs: turns.nodeWaitMs,
  });
  const socketCounter = createCounter(sockets.perWorkspace);
  const subscriptionCounter = createCounter(sockets.subscriptionsPerWorkspace);

  /** A late node sheds workspaces beyond their share, a very late one sheds all. */
  function isShed({ workspaceId }: Caller): boolean {
    const late = lateness.read();
    return (
      late === 2 ||
      (late === 1 && turns.isBeyondShare(workspaceId) && turns.hasWaiting(workspaceId))
    );
  }

  return {
    refuse,
    enter(caller, bodyBytes) {
      if (isShed(caller)) throw refuse('node_late');
      const place = turns.enter(caller, bodyBytes);
      if (typeof place === 'string') throw refuse(place);
      return {
        async takeTurn() {
          const refusal = await place.takeTurn();
          if (refusal === null) return true;
          if (refusal === 'left') return false;
          place.leave();
          throw refuse(refusal);
        },
        endTurn: (answerBytes) => place.endTurn(answerBytes),
        leave: () => place.leave(),
      };
    },
    openSocket(workspaceId) {
      const leave = socketCounter.add(workspaceId);
      if (!leave) throw refuse('workspace_sockets');
      return leave;
    },
    openSubscription(workspaceId) {
      const leave = subscriptionCounter.add(workspaceId);
      if (!leave) throw refuse('workspace_subscriptions');
      return leave;
    },
    count: () => ({
      ...turns.count(),
      sockets: socketCounter.count(),
      subscriptions: subscriptionCounter.count(),
    }),
    start: () => lateness.start(),
    stop: () => lateness.stop(),
  };
}

/** Counts by workspace, up to a limit. Workspaces with a count of 0 are not kept. */
interface Counter {
  /** Adds one and returns the function that removes it, once; null at the limit. */
  add(workspaceId: string): (() => void) | null;
  count(): number;
}

function createCounter(maxPerWorkspace: number): Counter {
  const counts = new Map<string, number>();
  let total = 0;

  function change(workspaceId: string, by: number): void {
    const count = (counts.get(workspaceId) ?? 0) + by;
    total += by;
    if (count === 0) counts.delete(workspaceId);
    else counts.set(workspaceId, count);
  }

  return {
    add(workspaceId) {
      if ((counts.get(workspaceId) ?? 0) >= maxPerWorkspace) return null;
      change(workspaceId, 1);
      let isIn = true;
      return () => {
        if (isIn) change(workspaceId, -1);
        isIn = false;
      };
    },
    count: () => total,
  };
}
