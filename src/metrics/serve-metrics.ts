import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import { listen } from '../kernel/index.ts';

/** Responds to a request for the metrics, on the API's listener or a separate one. */
export type AnswerMetrics = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Responds with metrics in Prometheus' text format. */
export function answerMetrics(read: () => Promise<string>): AnswerMetrics {
  return async (_request, response) => {
    const text = await read();
    response.setHeader('content-type', Registry.PROMETHEUS_CONTENT_TYPE);
    response.setHeader('cache-control', 'no-store');
    response.end(text);
  };
}

/** Responds with 401 unless the request carries the token (RFC 6750). */
export function requireToken(token: string, answer: AnswerMetrics): AnswerMetrics {
  const expected = hash(`Bearer ${token}`);
  return async (request, response) => {
    // Hashes have the same length, which timingSafeEqual needs.
    const given = (request.headers.authorization ?? '').replace(/^bearer /i, 'Bearer ');
    if (timingSafeEqual(hash(given), expected)) return answer(request, response);
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="metrics"' }).end();
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A listener for the metrics alone. */
export interface MetricsServer {
  /** @returns the port @throws Error when the port is taken or not permitted */
  listen(port: number): Promise<number>;
  /** Cuts running requests: a scrape is not worth waiting for. */
  stop(): Promise<void>;
}

/** Serves GET and HEAD of `/metrics` and nothing else. */
export function createMetricsServer(answer: AnswerMetrics): MetricsServer {
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== '/metrics') response.writeHead(404).end();
    else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else {
      answer(request, response).catch(() => response.writeHead(500).end());
    }
  });
  return {
    listen: (port) => listen(server, { port, variable: 'METRICS_PORT' }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
