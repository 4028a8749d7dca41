import type { Request, RequestHandler, Response } from 'express';
import { parse, Kind } from 'graphql';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../kernel/index.ts';
import type { Authenticator } from '../workspaces/index.ts';
import { callOf } from './admit.ts';
import { claimsOf, sizeOf } from './call-facts.ts';
import { chooseChallenge } from './challenge.ts';
import { anonymousLimits } from './limits.ts';
import type { Refusals } from './refusals.ts';
import type { Refuser } from './refuser.ts';
import { sendError, sendRefusal } from './send-error.ts';

/** What calls without a valid token meet. */
interface TokenDemand {
  authenticator: Authenticator;
  admission: Refusals;
  refuser: Refuser;
}

/**
 * Checks the token before anything of the body is read, so that a stranger cannot keep this thread busy
 * with parsing. Without a token only a small body goes on, for `serveSchemaOnly` to look at.
 */
export function authenticateFirst({ authenticator, refuser }: TokenDemand): RequestHandler {
  return async (request, response, next) => {
    const { authorization } = request.headers;
    try {
      response.locals.claims = await authenticator.authenticate(authorization);
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      refuser.refuse(response, () => demandToken(response, error.message));
      return;
    }
    if (claimsOf(response) || sizeOf(request) <= anonymousLimits.bodyBytes) next();
    else refuser.refuse(response, () => demandToken(response));
  };
}

/** Lets calls without a token read the schema, so many in so many seconds, and nothing else. */
export function serveSchemaOnly({ admission, refuser }: TokenDemand): RequestHandler {
  const { points, seconds } = anonymousLimits;
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (request, response, next) => {
    if (claimsOf(response)) next();
    else if (!asksForSchema(readQuery(request))) {
      callOf(response).leave();
      refuser.refuse(response, () => demandToken(response));
    } else {
      await limiter.consume('schema').then(
        () => next(),
        (result: unknown) => {
          callOf(response).leave();
          const waitSeconds = Math.ceil((result as RateLimiterRes).msBeforeNext / 1_000);
          const refusal = admission.refuse('schema_reads', waitSeconds);
          refuser.refuse(response, () => sendRefusal(response, refusal));
        },
      );
    }
  };
}

/** The query text of a call, from where Apollo takes it; undefined when there is none. */
export function readQuery({ method, query, body }: Request<unknown, unknown, unknown>): unknown {
  if (method === 'GET') return query.query;
  return typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
}

/** Whether all that a document asks for at its top is about the schema (`__schema`, `__type`, `__typename`). */
function asksForSchema(query: unknown): boolean {
  if (typeof query !== 'string') return false;
  try {
    const { definitions } = parse(query, { maxTokens: anonymousLimits.tokens, noLocation: true });
    return definitions.every(
      (it) =>
        it.kind === Kind.FRAGMENT_DEFINITION ||
        (it.kind === Kind.OPERATION_DEFINITION &&
          it.selectionSet.selections.every(
            (field) => field.kind === Kind.FIELD && field.name.value.startsWith('__'),
          )),
    );
  } catch {
    return false;
  }
}

function demandToken(response: Response, message = 'A valid token is needed.'): void {
  response.set('www-authenticate', chooseChallenge(response.req.headers.authorization));
  sendError(response, 401, 'UNAUTHENTICATED', message);
}
