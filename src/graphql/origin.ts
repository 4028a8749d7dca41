import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { sendFault } from './send-fault.ts';

/** Tells whether a request may come from where it says it comes from. Programs send no `Origin` (RFC 6454, section 7). */
export type IsAllowedOrigin = (request: IncomingMessage) => boolean;

/**
 * Allows requests without an `Origin`, those of the service's own host, and those of the given origins
 * (`https://app.example`).
 */
export function createOriginCheck(allowedOrigins: readonly string[]): IsAllowedOrigin {
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
  return ({ headers: { origin, host } }) =>
    origin === undefined ||
    allowed.has(origin) ||
    (URL.canParse(origin) && new URL(origin).host === host);
}

/** Seconds for which a browser may keep the answer to its preflight. */
const preflightAgeSeconds = 600;

/** Refuses other origins with 403, and tells browsers of an allowed one that they may read the answer (CORS, Fetch standard section 3.3). */
export function checkOrigin(isAllowed: IsAllowedOrigin): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (!isAllowed(request)) {
      sendFault(response, 403, 'FORBIDDEN', 'Requests from this origin are not allowed.');
      return;
    }
    const { origin } = request.headers;
    if (origin !== undefined) {
      response.set('access-control-allow-origin', origin);
      response.set('access-control-expose-headers', 'x-request-id');
    }
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    // Permit every header that the page asks for: tracing and client libraries add their own. The origin
    // is trusted, and no cookie is ever read.
    response.vary('Access-Control-Request-Headers').set({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        request.headers['access-control-request-headers'] ?? 'authorization, content-type',
      'access-control-max-age': String(preflightAgeSeconds),
    });
    response.sendStatus(204);
  };
}
