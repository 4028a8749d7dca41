import express, { type NextFunction, type Request, type RequestHandler } from 'express';
import { bodyBytesMax } from '../limits/request-limits.ts';
import { sendError } from './send-error.ts';

const readText: RequestHandler = express.text({ type: 'application/json', limit: bodyBytesMax });

/** Reads a JSON body as text. Parsing waits for the call's turn, since a MiB takes 10 ms of the thread. */
export const readBody: RequestHandler = (request, response, next) => {
  // JSON is always Unicode; express would decode other charsets as well.
  const [, charset = 'utf-8'] =
    /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '') ?? [];
  if (/^utf-/i.test(charset))
    void readText(request, response, endLongBody(request, response, next));
  else refuseMalformed(response, 415);
};

/**
 * Refuses a body as soon as it is too large. The parser reads it to its end before it reports that, and the body may
 * have none.
 *
 * @returns what the parser calls when it is done
 */
function endLongBody(...[request, response, next]: Parameters<RequestHandler>): NextFunction {
  let bytes = 0;
  let isDone = false;
  const proceed: NextFunction = (error?: unknown) => {
    request.off('data', count);
    if (!isDone) next(error);
    isDone = true;
  };
  function count(chunk: Buffer): void {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) return;
    response.once('finish', () => endSoon(request));
    proceed(Object.assign(new Error('The body is too large.'), { status: 413 }));
  }
  request.on('data', count);
  return proceed;
}

/** Closes the connection of a body that does not end soon. Meanwhile it is read, or the client might not see the answer. */
function endSoon(request: Request): void {
  const timer = setTimeout(() => request.destroy(), 1_000).unref();
  request.once('close', () => clearTimeout(timer)).resume();
}

/** Parses the text from `readBody`, an object or a list; an empty body counts as `{}`. */
export const parseBody: RequestHandler = (request, response, next) => {
  const text: unknown = request.body;
  if (typeof text === 'string') request.body = parseObject(text);
  if (request.body === null) refuseMalformed(response, 400);
  else next();
};

/** @param status a 4xx */
export function refuseMalformed(response: Parameters<typeof sendError>[0], status: number): void {
  const message = 'The request is malformed: the body must be JSON.';
  sendError(response, status, 'BAD_REQUEST', message);
}

function parseObject(text: string): object | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
