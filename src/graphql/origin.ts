import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { sendError } from './send-error.ts';

/** Tells whether a request may come from where it says it comes from. Programs send no `Origin` (RFC 6454, section 7). */
export type IsAllowedOrigin = (request: IncomingMessage) => boolean;

/**
 * Allows requests without an `Origin`, those of the service's own host, and those of the given origins
 * (`https://app.example`). The case of letters and a default port that is written out make no difference.
 */
export function createOriginCheck(allowedOrigins: readonly string[]): IsAllowedOrigin {
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
  return ({ headers: { origin, host } }) => {
    if (origin === undefined) return true;
    const page = URL.parse(origin);
    if (!page) return false;
    return allowed.has(page.origin) || (host !== undefined && isHostOf(page, host));
  };
}

/** By the scheme of the page: `Host: app.example:443` is the host of https://app.example, and not of http://app.example. */
function isHostOf(page: URL, host: string): boolean {
  if (!/^https?:$/.test(page.protocol) || !/^[\w.:[\]-]+$/.test(host)) return false;
  return URL.parse(`${page.protocol}//${host}`)?.host === page.host;
}

/** Tells browsers of an allowed origin that they may read the answer, whatever it is (CORS, Fetch standard section 3.3). */
export function tellOrigin(isAllowed: IsAllowedOrigin): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin !== undefined && isAllowed(request)) {
      response.set('access-control-allow-origin', origin);
      response.set('access-control-expose-headers', 'retry-after, x-request-id');
    }
    next();
  };
}

/** Whether the answer goes to a page of an allowed origin. */
export function isOriginTold(response: Response): boolean {
  return response.hasHeader('access-control-allow-origin');
}

/** Refuses other origins with 403. */
export function refuseForeign(isAllowed: IsAllowedOrigin): RequestHandler {
  return (request, response, next) => {
    if (isAllowed(request)) next();
    else sendError(response, 403, 'FORBIDDEN', 'Requests from this origin are not allowed.');
  };
}
