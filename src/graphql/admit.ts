import type { Request, RequestHandler, Response } from 'express';
import type { Admission, Passage } from './admission.ts';
import { claimsOf, sizeOf } from './call-facts.ts';
import type { Caller } from './in-flight.ts';
import { bodyBytesMax } from './limits.ts';

/** A call over HTTP that was let in. */
interface AdmittedCall {
  takeTurn(): Promise<boolean>;
  /** Ends its passage, when nothing more is done for it. */
  leave(): void;
  /** Does the work of the call and ends its passage, whether or not the client is still there. */
  run(work: () => Promise<void>): Promise<void>;
}

/** Lets a call in before its body is read. It counts until it is answered, or until its client has gone before it ran. */
export function admit(admission: Admission): RequestHandler {
  return (request, response, next) => {
    if (request.socket.destroyed) return; // it would not hear that its client has gone
    const size = sizeOf(request);
    if (Number.isFinite(size) && size > bodyBytesMax) throw new TooLargeError();
    const passage = admission.enter(callerOf(request, response), bodyBytesOf(request));
    response.locals.call = followCall(passage, request, response);
    next();
  };
}

/** Said before the body is read. */
class TooLargeError extends Error {
  readonly status = 413;
}

/** Goes on when it is the call's turn. */
export const awaitTurn: RequestHandler = async (_request, response, next) => {
  if (await callOf(response).takeTurn()) next();
};

/** The call of this response, which `admit` let in. */
export function callOf(response: Response): AdmittedCall {
  return response.locals.call as AdmittedCall;
}

/** The name of a token, of those that are in flight, is what it says: only its end may differ in spelling. */
function callerOf({ headers: { authorization } }: Request, response: Response): Caller {
  const workspaceId = claimsOf(response)?.workspaceId ?? '';
  return { workspaceId, token: nameToken(authorization) };
}

/** The token in an authorization, however its scheme is spelled. */
export function nameToken(authorization = ''): string {
  return authorization.trim().split(' ').at(-1) ?? '';
}

function bodyBytesOf(request: Request): number {
  return Math.min(sizeOf(request), bodyBytesMax);
}

/** A client that has gone ends what waits. What runs goes on in the database, and counts until it is over. */
function followCall(passage: Passage, request: Request, response: Response): AdmittedCall {
  const { socket } = request;
  function unfollow(): void {
    socket.off('close', leave);
    response.off('close', leave);
  }
  function leave(): void {
    unfollow();
    passage.leave();
  }
  socket.once('close', leave); // a response that waits for the one before it on its connection is told nothing
  response.once('close', leave);
  return {
    takeTurn: () => passage.takeTurn(),
    leave,
    async run(work) {
      unfollow();
      try {
        await work();
      } finally {
        leave();
      }
    },
  };
}
