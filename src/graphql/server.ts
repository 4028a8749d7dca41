import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { listen, withTimeout, type ErrorLog, type Logger, type Metrics } from '../kernel/index.ts';
import { createAdmission, type AdmissionCounts } from './admission/admission.ts';
import { boundConnections, describeTimes } from './http/connections.ts';
import { endUnread } from './http/end-unread.ts';
import type { ContextParts } from './contexts.ts';
import { createDocumentReader } from './documents.ts';
import { createErrorFormatter } from './errors.ts';
import type { Readiness } from './http/health.ts';
import type { Dashboard } from './http/dashboard.ts';
import type { Explorer } from './http/explorer.ts';
import { createHttpApp } from './http/http-app.ts';
import { completeLimits, type LimitOverrides } from './limits/node-limits.ts';
import { createOperationMetrics, type AnswerMetrics } from './metrics.ts';
import { createOriginCheck } from './http/origin.ts';
import { createRefuser } from './admission/pacer.ts';
import { refuseUnreadable } from './http/refuse-connection.ts';
import { createSocketProtocol } from './sockets/socket-protocol.ts';
import { createSocketServer } from './sockets/socket-server.ts';

export interface GraphqlServerOptions extends ContextParts {
  /** Null: this node only responds to health checks. */
  schema: GraphQLSchema | null;
  /** Origins (`https://app.example`) of frontends on other hosts. */
  allowedOrigins: readonly string[];
  logger: Logger;
  errorLog: ErrorLog;
  metrics: Metrics;
  /** Serves `/metrics`; null for no such path. */
  answerMetrics: AnswerMetrics | null;
  /** Serves `/dashboard`; null for no such path. */
  dashboard: Dashboard | null;
  /** Answers browsers at `/graphql`; null for no explorer. */
  explorer: Explorer | null;
  isReady(): Promise<Readiness>;
  /** Seconds that calls are still served after the stop begins, while `/readyz` returns 503. */
  drainSeconds: number;
  limits?: LimitOverrides;
}

export interface GraphqlServer {
  /** The current counts against the limits of the node. */
  countInFlight: () => AdmissionCounts;
  /** Port 0 takes any free port. @throws Error when the port is taken or not permitted. */
  listen(port: number, host?: string): Promise<Listening>;
  /** Becomes not ready, serves for `drainSeconds`, closes the listener and cuts the remaining calls 5 s later. Idempotent. */
  stop(): Promise<void>;
}

/** The address of the API. */
export interface Listening {
  /** URL of the API, `http://localhost:4000/graphql`; the WebSocket has the same address. */
  url: string;
  port: number;
}

/** Milliseconds for calls still running when the listener closes. */
const closeMsMax = 5_000;

/** The GraphQL API over HTTP and WebSocket with its health endpoints. Not listening yet. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const limits = completeLimits(options.limits);
  const operationMetrics = createOperationMetrics(options.metrics);
  const admission = createAdmission(limits, operationMetrics.countRefused);
  const http = createServer({
    ...describeTimes(limits.connections),
    requireHostHeader: false, // answered by us, with our headers
    // Java's HttpClient and curl --http2 offer h2c with an ordinary request (RFC 9110, section 7.8).
    shouldUpgradeCallback: ({ headers: { upgrade } }) =>
      options.schema !== null && upgrade?.toLowerCase() === 'websocket',
  });
  refuseUnreadable(http);
  boundConnections(http, limits.connections, admission);
  endUnread(http, limits.connections.stalledAfterMs, admission);
  const isAllowedOrigin = createOriginCheck(options.allowedOrigins);
  const formatError = createErrorFormatter(options.errorLog);
  const { schema } = options;
  const api = schema && { schema, documents: createDocumentReader(schema) };
  const sockets =
    api &&
    createSocketServer({
      ...options,
      protocol: createSocketProtocol({
        ...options,
        ...{ ...api, formatError, admission, operationMetrics },
        ...limits.sockets,
      }),
      isAllowedOrigin,
      admission,
      limits: limits.sockets,
    });
  let stopping: Promise<void> | undefined;
  let isClosing = false;
  let stopApp: (() => Promise<void>) | undefined;

  async function drain(): Promise<void> {
    const drainMs = schema && http.listening ? options.drainSeconds * 1_000 : 0;
    if (drainMs > 0) await delay(drainMs);
    isClosing = true;
    const closed = new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
    http.closeIdleConnections();
    await withTimeout(closeMsMax, Promise.all([closed, sockets?.drain()]));
    http.closeAllConnections();
    sockets?.terminate();
    admission.stop();
    await closed;
    await stopApp?.();
  }

  return {
    countInFlight: () => admission.count(),
    async listen(port, host) {
      const isStopping = () => stopping !== undefined;
      const isClosed = () => isClosing;
      const refuser = createRefuser(limits.refusals);
      const checks = { isAllowedOrigin, isStopping, isClosed };
      const given = { api, formatError, operationMetrics, admission, refuser, ...checks };
      const { app, stop } = await createHttpApp({ ...options, ...given });
      stopApp = stop;
      http.on('request', app);
      if (sockets) http.on('upgrade', sockets.accept);
      closeIdleWhile(isClosed, http);
      admission.start();
      return bind(http, port, host);
    },
    stop: () => (stopping ??= drain()),
  };
}

/** A connection kept alive after its response would otherwise delay the stop. */
function closeIdleWhile(isClosed: () => boolean, http: Server): void {
  http.on('request', (_request, response) => {
    response.once('finish', () => {
      if (isClosed()) setImmediate(() => http.closeIdleConnections());
    });
  });
}

async function bind(http: Server, port: number, host: string | undefined): Promise<Listening> {
  const bound = await listen(http, { port, host, variable: 'PORT' });
  const name = host === undefined ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${bound}/graphql`, port: bound };
}
