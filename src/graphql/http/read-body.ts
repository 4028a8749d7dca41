import express, { type RequestHandler } from 'express';
import { bodyBytesMax } from '../limits/request-limits.ts';
import { sendError } from './send-error.ts';

const readText: RequestHandler = express.text({ type: 'application/json', limit: bodyBytesMax });

/** Reads a JSON body as text. Parsing waits for the call's turn, since a MiB takes 10 ms of the thread. */
export const readBody: RequestHandler = (request, response, next) => {
  // JSON is always Unicode; express would decode other charsets as well.
  const [, charset = 'utf-8'] =
    /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '') ?? [];
  if (/^utf-/i.test(charset)) void readText(request, response, next);
  else refuseMalformed(response, 415);
};

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
