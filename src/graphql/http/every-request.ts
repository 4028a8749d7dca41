import type { RequestHandler } from 'express';
import { sendError } from './send-error.ts';

/** Makes the client, or the proxy in between, use another node for its next call. */
export function closeWhile(isStopping: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isStopping()) response.set('connection', 'close');
    next();
  };
}

/** Refuses a request without Host (RFC 9112, section 3.2). Node would do so without our headers. */
export const requireHost: RequestHandler = (request, response, next) => {
  if (request.headers.host !== undefined || request.httpVersion === '1.0') next();
  else {
    response.set('connection', 'close');
    sendError(response, 400, 'BAD_REQUEST', 'The request needs a Host header.');
  }
};
