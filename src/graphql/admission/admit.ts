import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Claims } from '../../workspaces/index.ts';
import { bodyBytesMax } from '../limits/request-limits.ts';
import type { Admission, Passage } from './admission.ts';
import { nameToken, type Caller } from './in-flight.ts';

/** An admitted call over HTTP. */
interface AdmittedCall {
  takeTurn(): Promise<boolean>;
  /** Ends its passage, when no more work is done for it. */
  leave(): void;
  /** Says how long the answer is, while its work is done. */
  noteAnswer(bytes: number): void;
  /** Does the work of the call, even if the client has gone, and ends its turn. */
  run(work: () => Promise<void>): Promise<void>;
}

/** Admits a call before its body is read. The call counts until its answer has left, or until its client leaves before it runs. */
export function admit(admission: Admission): RequestHandler {
  return (request, response, next) => {
    if (request.socket.destroyed) return; // its `close` event has already fired
    const size = sizeOf(request);
    if (Number.isFinite(size) && size > bodyBytesMax) throw new TooLargeError();
    const passage = admission.enter(callerOf(request, response), Math.min(size, bodyBytesMax));
    response.locals.call = followCall(passage, request, response);
    next();
  };
}

/** Thrown before the body is read. */
class TooLargeError extends Error {
  readonly status = 413;
}

/** Continues when it is the call's turn. */
export const awaitTurn: RequestHandler = async (_request, response, next) => {
  if (await callOf(response).takeTurn()) next();
};

/** The call of this response, as admitted by `admit`. */
export function callOf(response: Response): AdmittedCall {
  return response.locals.call as AdmittedCall;
}

/** The claims of the call's token; null when it has none, or before the token is checked. */
export function claimsOf(response: Response): Claims | null {
  return (response.locals.claims as Claims | undefined) ?? null;
}

/** Bytes of the body; a chunked or compressed one may have any size. */
export function sizeOf({ headers }: IncomingMessage): number {
  const isKnown = !headers['transfer-encoding'] && !headers['content-encoding'];
  return isKnown ? Number(headers['content-length'] ?? 0) : Infinity;
}

function callerOf({ headers: { authorization } }: Request, response: Response): Caller {
  const workspaceId = claimsOf(response)?.workspaceId ?? '';
  return { workspaceId, token: nameToken(authorization) };
}

/**
 * Follows a call to the end of its passage. When the client leaves, a waiting call ends; a running one continues in the
 * database and counts until it is done. An answered call counts until its connection has taken the answer, or is gone.
 */
function followCall(passage: Passage, request: Request, response: Response): AdmittedCall {
  const { socket } = request;
  let isRunning = false;
  let isClosed = false;
  let answerBytes = 0;
  function leave(): void {
    socket.off('close', close);
    response.off('close', close);
    passage.leave();
  }
  function close(): void {
    isClosed = true;
    if (!isRunning) leave();
  }
  socket.once('close', close); // a response queued behind another on its connection gets no `close` event
  response.once('close', close);
  return {
    takeTurn: () => passage.takeTurn(),
    leave,
    noteAnswer(bytes) {
      answerBytes = bytes;
    },
    async run(work) {
      isRunning = true;
      try {
        await work();
      } finally {
        isRunning = false;
        if (isClosed) leave();
        else passage.endTurn(answerBytes);
      }
    },
  };
}
