import type { Request, RequestHandler, Response } from 'express';
import { parse, Kind } from 'graphql';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../../kernel/index.ts';
import type { Authenticator } from '../../workspaces/index.ts';
import { callOf, claimsOf, sizeOf } from '../admission/admit.ts';
import { anonymousLimits } from '../limits/request-limits.ts';
import type { Refusals } from '../admission/refusals.ts';
import type { Refuser } from '../admission/pacer.ts';
import { sendError, sendRefusal } from './send-error.ts';

/** Names the protected area of the tokens (RFC 9110, section 11.5). */
const realm = 'stockaj-webhooks';

/** The `WWW-Authenticate` of a 401. At least one parameter is required (RFC 6750, section 3). */
const challenge = `Bearer realm="${realm}"`;

/** The challenge for a wrong or expired token (RFC 6750, section 3.1). */
export const invalidTokenChallenge = `${challenge}, error="invalid_token"`;

interface AuthenticationParts {
  authenticator: Authenticator;
  admission: Refusals;
  refuser: Refuser;
}

/**
 * Checks the token before the body is read, so that anonymous callers cannot keep this thread busy
 * with parsing. Without a token only a small body is accepted, for `serveSchemaOnly` to check.
 */
export function authenticateFirst({ authenticator, refuser }: AuthenticationParts): RequestHandler {
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

/** Lets calls without a token read the schema at a limited rate, and nothing else. */
export function serveSchemaOnly({ admission, refuser }: AuthenticationParts): RequestHandler {
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

/** The query text of a call, read from the same place as Apollo reads it; undefined when there is none. */
export function readQuery({ method, query, body }: Request<unknown, unknown, unknown>): unknown {
  if (method === 'GET') return query.query;
  return typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
}

/** Whether all root fields of a document are about the schema (`__schema`, `__type`, `__typename`). */
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

function demandToken(response: Response, message = 'A valid token is required.'): void {
  response.set('www-authenticate', chooseChallenge(response.req.headers.authorization));
  sendError(response, 401, 'UNAUTHENTICATED', message);
}

/** A missing token or another scheme is not a wrong token, and gets no error parameter. */
function chooseChallenge(authorization: string | undefined): string {
  return /^Bearer +\S/i.test(authorization ?? '') ? invalidTokenChallenge : challenge;
}
