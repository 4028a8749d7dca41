import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { sendError } from './send-error.ts';

/** Whether the `Origin` of a request is allowed. Programs send none (RFC 6454, section 7). */
export type IsAllowedOrigin = (request: IncomingMessage) => boolean;

/**
 * Allows requests without an `Origin`, from the service's own host, and from the given origins
 * (`https://app.example`). Letter case and an explicit default port make no difference.
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

/** Uses the scheme of the page: `Host: app.example:443` is the host of https://app.example, but not of http://app.example. */
function isHostOf(page: URL, host: string): boolean {
  if (!/^https?:$/.test(page.protocol) || !/^[\w.:[\]-]+$/.test(host)) return false;
  return URL.parse(`${page.protocol}//${host}`)?.host === page.host;
}

/** Allows browsers of an allowed origin to read every response (CORS, Fetch standard section 3.3). */
export function setAllowedOrigin(isAllowed: IsAllowedOrigin): RequestHandler {
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

/** Whether the response goes to a page of an allowed origin. */
export function isOriginAllowed(response: Response): boolean {
  return response.hasHeader('access-control-allow-origin');
}

/** Refuses other origins with 403. */
export function refuseForeignOrigin(isAllowed: IsAllowedOrigin): RequestHandler {
  return (request, response, next) => {
    if (isAllowed(request)) next();
    else sendError(response, 403, 'FORBIDDEN', 'Requests from this origin are not allowed.');
  };
}
