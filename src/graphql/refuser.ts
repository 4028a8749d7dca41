import type { Request, Response } from 'express';
import type { RefusalLimits } from './limits.ts';
import { claimsOf } from './call-facts.ts';
import { createPacer } from './pacer.ts';

/** Answers calls that are refused, at a bounded rate. */
export interface Refuser {
  /** Calls `answer` when it may be answered. A call too many is cut. */
  refuse(response: Response, answer: () => void): void;
}

/**
 * Clients that are refused at once come again at once, and reading what they send takes the thread that others
 * need. So refusals are answered one after another, and what is left of a body is read a piece at a time.
 * A call that is refused alone notices nothing of it.
 */
export function createRefuser(limits: RefusalLimits): Refuser {
  // Strangers keep nobody waiting whose token is good.
  const ofStrangers = createPacer(limits.answerGapMs, limits.waitingMax);
  const ofCallers = createPacer(limits.answerGapMs, limits.waitingMax);
  const pieces = createPacer(limits.pieceGapMs, limits.waitingMax);

  /** Node reads a body as fast as it can if nobody has read any of it when its call is answered. */
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
      const isAnswered = (claimsOf(response) ? ofCallers : ofStrangers).pace(answer);
      if (!isAnswered) request.destroy();
    },
  };
}
