import { createCounter } from './counter.ts';
import type { Caller } from './in-flight.ts';
import { createLatenessMeter, type LatenessMeter } from './lateness.ts';
import type { NodeLimits } from './limits.ts';
import { createRefusals, type LimitName, type Refusals } from './refusals.ts';
import { createTurns } from './turns.ts';

/** One operation that was let in. */
export interface Passage {
  /**
   * Resolves when the operation may run; false when it has left meanwhile.
   *
   * @throws RefusedError when it waited too long.
   */
  takeTurn(): Promise<boolean>;
  /** Ends it. Idempotent. */
  leave(): void;
}

/** Decides what a node takes on, so that no workspace, token or stranger slows down the others. */
export interface Admission extends Refusals {
  /**
   * Lets an operation in, from its head to its answer.
   *
   * @param bodyBytes of the body that will be held for it
   * @throws RefusedError when its workspace or its token has too much in flight, or the node is late.
   */
  enter(caller: Caller, bodyBytes: number): Passage;
  /** Counts a socket of a workspace; returns what counts it out again. @throws RefusedError */
  openSocket(workspaceId: string): () => void;
  /** Counts a subscription of a workspace; returns what counts it out again. @throws RefusedError */
  openSubscription(workspaceId: string): () => void;
  /** What counts now; all is 0 when nothing is open. */
  count(): AdmissionCounts;
  start(): void;
  stop(): void;
}

export interface AdmissionCounts {
  inFlight: number;
  running: number;
  bodyBytes: number;
  workspaces: number;
  sockets: number;
  subscriptions: number;
}

/** @param onRefused told of each refusal */
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

  /** Workspaces with more than their share first; all when that was not enough. */
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
