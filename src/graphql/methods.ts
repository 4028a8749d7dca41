import type { Request, RequestHandler, Response } from 'express';
import { isOriginTold } from './origin.ts';
import { sendError } from './send-error.ts';

/** Seconds for which a browser may keep the answer to its preflight. */
const preflightAgeSeconds = 600;

/**
 * Lets these methods through and answers OPTIONS, the preflight of an allowed origin too. Other methods get
 * 405; both answers say what there is in `Allow` (RFC 9110, sections 9.3.7 and 15.5.6).
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
      sendError(response, 405, 'BAD_REQUEST', `The methods here are ${allow}.`);
      return;
    }
    if (isOriginTold(response)) permitCalls(request, response, methods);
    response.status(204).end();
  };
}

/** Permits every header that the page asks for: tracing and client libraries add their own. The origin is trusted, and no cookie is ever read. */
function permitCalls(request: Request, response: Response, methods: readonly string[]): void {
  response.vary('Access-Control-Request-Headers').set({
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers':
      request.headers['access-control-request-headers'] ?? 'authorization, content-type',
    'access-control-max-age': String(preflightAgeSeconds),
  });
}
