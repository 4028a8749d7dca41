import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** Gives each request an id that appears in its response and in the log. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set({ 'x-request-id': requestIdOf(response), 'cache-control': 'no-store' });
  next();
};

/** The id of the request that this response answers. */
export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
