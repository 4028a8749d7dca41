import type { RequestHandler } from 'express';
import { requestIdOf } from './request-id.ts';
import { retryAfterSeconds, sendError } from './send-error.ts';

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

/** Refuses calls with 503 and closes their connections. */
export function refuseWhile(isClosed: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!isClosed()) {
      next();
      return;
    }
    response.set({ connection: 'close', 'retry-after': retryAfterSeconds });
    sendError(response, 503, 'INTERNAL_SERVER_ERROR', 'The service is stopping. Try again.', {
      requestId: requestIdOf(response),
      isRetryable: true,
    });
  };
}
