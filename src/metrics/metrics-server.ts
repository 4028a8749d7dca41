import { createServer } from 'node:http';
import { listen } from '../kernel/index.ts';
import type { AnswerMetrics } from './answer-metrics.ts';

/** The listener of the metrics alone. */
export interface MetricsServer {
  /** @returns the port @throws Error when it is taken or not permitted. */
  listen(port: number): Promise<number>;
  /** Cuts what still runs: a scrape is never worth waiting for. */
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
