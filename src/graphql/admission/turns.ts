import {
  createInFlight,
  type Caller,
  type InFlightRefusal,
  type TokenCounts,
  type TotalCounts,
} from './in-flight.ts';
import type { OperationLimits } from '../limits/operation-limits.ts';
import { createWaitingLine } from './waiting-line.ts';

/** Why a waiting operation cannot run: it waited too long, for its workspace or for the node, or it has left. */
export type TurnRefusal = 'workspace_wait' | 'node_late' | 'left';

/** One operation in flight. */
export interface Place {
  /** Resolves to null when the operation may run, or to the reason why not. Call it once. */
  takeTurn(): Promise<TurnRefusal | null>;
  /** Ends the turn: the operation is in flight until it leaves, since its answer waits for the client. */
  endTurn(answerBytes: number): void;
  /** Ends the operation, in any state. Idempotent. */
  leave(): void;
}

/** Decides which operations run and which wait. */
export interface Turns {
  /** Counts one more operation in flight, or returns the limit that it would exceed. */
  enter(caller: Caller, bodyBytes: number): Place | InFlightRefusal;
  /** Whether one more operation would give the workspace more than an equal share of those in flight. */
  isBeyondShare(workspaceId: string): boolean;
  /** Starts the operations that may run by now. Call it regularly: the limits rise when the thread has time to spare. */
  startNext(): void;
  /** Whether operations of the workspace wait for their turn. */
  hasWaiting(workspaceId: string): boolean;
  /** Milliseconds that the oldest operation has waited for any reason. */
  waitMs(): number;
  /** Milliseconds that the oldest operation has waited for the node, rather than for others of its workspace. */
  nodeWaitMs(): number;
  count(): TotalCounts & { workspaces: number };
}

/**
 * Bounds the running and waiting operations of a node. Workspaces take turns, and so do the tokens of a
 * workspace.
 */
export function createTurns(limits: OperationLimits, isBusy: () => boolean): Turns {
  const inFlight = createInFlight(limits, isBusy);
  const { total, workspaces } = inFlight;
  const line = createWaitingLine();

  const mayStart = (token: TokenCounts) => inFlight.mayRun(token) && inFlight.hasRoom(token);

  function startNext(): void {
    for (let next = line.takeNext(mayStart); next; next = line.takeNext(mayStart)) next.start();
  }

  function createPlace(token: TokenCounts, bodyBytes: number): Place {
    let state: 'entered' | 'waiting' | 'running' | 'answering' | 'over' | 'left' = 'entered';
    let keptBodyBytes = bodyBytes;
    let unreadBytes = 0;
    const turn = Promise.withResolvers<TurnRefusal | null>();
    const waiting = { token, sinceMs: 0, start };
    let timer: NodeJS.Timeout | undefined;

    function start(): void {
      clearTimeout(timer);
      state = 'running';
      inFlight.start(token);
      turn.resolve(null);
    }

    function wait(): void {
      state = 'waiting';
      waiting.sinceMs = performance.now();
      line.add(waiting);
      const giveUpLate = () => giveUp(inFlight.mayRun(token) ? 'node_late' : 'workspace_wait');
      timer = setTimeout(giveUpLate, limits.waitMsMax).unref();
    }

    function giveUp(refusal: TurnRefusal): void {
      clearTimeout(timer);
      state = 'over';
      line.remove(waiting);
      turn.resolve(refusal);
    }

    return {
      takeTurn() {
        if (state !== 'entered') turn.resolve('left');
        else {
          wait();
          startNext();
        }
        return turn.promise;
      },
      endTurn(answerBytes) {
        if (state !== 'running') return;
        state = 'answering';
        unreadBytes = answerBytes;
        inFlight.addAnswer(token, answerBytes);
        inFlight.freeBody(token, keptBodyBytes);
        keptBodyBytes = 0;
        inFlight.end(token);
        startNext();
      },
      leave() {
        if (state === 'left') return;
        if (state === 'waiting') giveUp('left');
        if (state === 'running') inFlight.end(token);
        state = 'left';
        inFlight.remove(token, keptBodyBytes, unreadBytes);
        startNext();
      },
    };
  }

  return {
    startNext,
    hasWaiting(workspaceId) {
      const workspace = workspaces.get(workspaceId);
      return workspace !== undefined && line.has(workspace);
    },
    enter(caller, bodyBytes) {
      const token = inFlight.add(caller, bodyBytes);
      return typeof token === 'string' ? token : createPlace(token, bodyBytes);
    },
    isBeyondShare(workspaceId) {
      const own = workspaces.get(workspaceId)?.inFlight ?? 0;
      return own > 0 && (own + 1) * workspaces.size > total.inFlight + 1;
    },
    waitMs() {
      const nowMs = performance.now();
      const waiting = line.oldest((token) => !inFlight.waitsForReaders(token));
      return Math.max(0, ...waiting.map(({ sinceMs }) => nowMs - sinceMs));
    },
    nodeWaitMs() {
      const nowMs = performance.now();
      const waits = line
        .oldest(inFlight.mayRun)
        .map(({ token: { fullAtMs, workspace }, sinceMs }) => {
          return nowMs - Math.max(sinceMs, fullAtMs, workspace.fullAtMs);
        });
      return Math.max(0, ...waits);
    },
    count: () => ({ ...total, workspaces: workspaces.size }),
  };
}
