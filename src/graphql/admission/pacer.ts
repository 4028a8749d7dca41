import type { Request, Response } from 'express';
import type { RefusalLimits } from '../limits/refusal-limits.ts';
import { claimsOf } from './admit.ts';

/** Starts work at a bounded rate, in order of arrival. */
export interface Pacer {
  /** Runs the work at once if none ran just before, otherwise in its turn. Returns false, and never runs it, when too much waits. */
  pace(work: () => void): boolean;
}

/**
 * @param gapMs milliseconds between two pieces of work
 * @param waitingMax how much may wait
 */
export function createPacer(gapMs: number, waitingMax: number): Pacer {
  const waiting: (() => void)[] = [];
  let freeAtMs = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Timers run some milliseconds late on a busy thread; the lost time is not made up. */
  function runNext(): void {
    timer = undefined;
    const work = waiting.shift();
    freeAtMs = performance.now() + gapMs;
    if (waiting.length > 0) timer = setTimeout(runNext, gapMs).unref();
    work?.();
  }

  return {
    pace(work) {
      if (waiting.length >= waitingMax) return false;
      const nowMs = performance.now();
      if (waiting.length === 0 && nowMs >= freeAtMs) {
        freeAtMs = nowMs + gapMs;
        work();
        return true;
      }
      waiting.push(work);
      timer ??= setTimeout(runNext, Math.max(1, freeAtMs - nowMs)).unref();
      return true;
    },
  };
}

/** Responds to refused calls at a bounded rate. */
export interface Refuser {
  /** Calls `answer` when its turn comes. Cuts the connection when too many wait. */
  refuse(response: Response, answer: () => void): void;
}

/**
 * Clients that are refused at once retry at once, and reading their requests takes the thread from other
 * callers. So refusals are answered one by one, and the rest of a body is read piece by piece.
 * A single refused call notices no delay.
 */
export function createRefuser(limits: RefusalLimits): Refuser {
  // Two queues, so that anonymous calls do not delay callers with a valid token.
  const anonymous = createPacer(limits.answerGapMs, limits.waitingMax);
  const authenticated = createPacer(limits.answerGapMs, limits.waitingMax);
  const pieces = createPacer(limits.pieceGapMs, limits.waitingMax);

  /** Node reads a body at full speed if none of it was read when its call is answered. */
  function readSlowly(request: Request): void {
    request.read();
    request.on('data', () => {
      request.pause();
      if (!pieces.pace(() => request.resume())) request.destroy();
    });
  }

  return {
    refuse(response, answer) {
      const { req: request } = response;
      if (!request.complete) readSlowly(request);
      const isAnswered = (claimsOf(response) ? authenticated : anonymous).pace(answer);
      if (!isAnswered) request.destroy();
    },
  };
}
