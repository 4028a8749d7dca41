import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../kernel/index.ts';

/** Answers a request for the metrics, over the API's listener or one of their own. */
export type AnswerMetrics = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers in the text format of Prometheus. */
export function answerMetrics({ registry }: Metrics): AnswerMetrics {
  return async (_request, response) => {
    const text = await registry.metrics();
    response.setHeader('content-type', registry.contentType);
    response.setHeader('cache-control', 'no-store');
    response.end(text);
  };
}

/** Lets a request through that carries the token (RFC 6750); the rest is a 401. */
export function requireToken(token: string, answer: AnswerMetrics): AnswerMetrics {
  const expected = hash(`Bearer ${token}`);
  return async (request, response) => {
    // Hashes have one length, and compare in constant time.
    const given = (request.headers.authorization ?? '').replace(/^bearer /i, 'Bearer ');
    if (timingSafeEqual(hash(given), expected)) return answer(request, response);
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="metrics"' }).end();
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
