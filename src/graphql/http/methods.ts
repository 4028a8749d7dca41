import type { Request, RequestHandler, Response } from 'express';
import { isOriginAllowed } from './origin.ts';
import { sendError } from './send-error.ts';

/** Seconds that a browser may cache the response to its preflight. */
const preflightAgeSeconds = 600;

/**
 * Accepts these methods and responds to OPTIONS, including preflights of allowed origins. Other methods get 405.
 * Both responses list the methods in `Allow` (RFC 9110, sections 9.3.7 and 15.5.6).
 */
export function allowMethods(...methods: readonly string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (request, response, next) => {
    if (methods.includes(request.method)) {
      next();
      return;
    }
    response.set('allow', allow);
    if (request.method !== 'OPTIONS') {
      sendError(response, 405, 'BAD_REQUEST', `Allowed methods: ${allow}.`);
      return;
    }
    if (isOriginAllowed(response)) allowCalls(request, response, methods);
    response.status(204).end();
  };
}

/** Allows every header that the page asks for: tracing and client libraries add their own. The origin is trusted, and cookies are never read. */
function allowCalls(request: Request, response: Response, methods: readonly string[]): void {
  response.vary('Access-Control-Request-Headers').set({
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers':
      request.headers['access-control-request-headers'] ?? 'authorization, content-type',
    'access-control-max-age': String(preflightAgeSeconds),
  });
}
