import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { listen, withTimeout, type ErrorLog, type Logger, type Metrics } from '../kernel/index.ts';
import { createAdmission, type AdmissionCounts } from './admission.ts';
import { boundConnections, describeTimes } from './connections.ts';
import type { ContextParts } from './contexts.ts';
import { createErrorFormatter } from './errors.ts';
import type { Readiness } from './health.ts';
import { createHttpApp } from './http-app.ts';
import {
  connectionLimits,
  operationLimits,
  refusalLimits,
  socketLimits,
  type NodeLimits,
} from './limits.ts';
import { createOperationMetrics, type AnswerMetrics } from './metrics.ts';
import { createOriginCheck } from './origin.ts';
import { createRefuser } from './refuser.ts';
import { refuseUnreadable } from './refuse-connection.ts';
import { createSocketProtocol } from './socket-protocol.ts';
import { createSocketServer } from './socket-server.ts';

export interface GraphqlServerOptions extends ContextParts {
  /** Null: this node answers for its health alone. */
  schema: GraphQLSchema | null;
  /** Origins (`https://app.example`) of the frontends that browsers load from elsewhere. */
  allowedOrigins: readonly string[];
  logger: Logger;
  errorLog: ErrorLog;
  metrics: Metrics;
  /** Serves `/metrics`; null for nothing there. */
  answerMetrics: AnswerMetrics | null;
  isReady(): Promise<Readiness>;
  /** For how long calls are still served after a stop was asked for, while `/readyz` answers 503. */
  drainSeconds: number;
  /** Others than the usual limits. */
  limits?: { [Kind in keyof NodeLimits]?: Partial<NodeLimits[Kind]> };
}

export interface GraphqlServer {
  /** What counts against the limits of the node now. */
  countInFlight: () => AdmissionCounts;
  /** Port 0 takes any that is free. @throws Error when the port is taken or not permitted. */
  listen(port: number, host?: string): Promise<Listening>;
  /** Not ready at once, serves on for `drainSeconds`, closes the listener, cuts what still runs 5 s later. Idempotent. */
  stop(): Promise<void>;
}

/** Where the API is. */
export interface Listening {
  /** Of the API itself, `http://localhost:4000/graphql`; the WebSocket is at the same address. */
  url: string;
  port: number;
}

/** Milliseconds for the calls that are running when the listener closes. */
const closeMsMax = 5_000;

/** The GraphQL API over HTTP and WebSocket with its health endpoints. It listens when told to. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const limits: NodeLimits = {
    operations: { ...operationLimits, ...options.limits?.operations },
    sockets: { ...socketLimits, ...options.limits?.sockets },
    refusals: { ...refusalLimits, ...options.limits?.refusals },
    connections: { ...connectionLimits, ...options.limits?.connections },
  };
  const operationMetrics = createOperationMetrics(options.metrics);
  const admission = createAdmission(limits, operationMetrics.countRefused);
  const http = createServer({
    ...describeTimes(limits.connections),
    requireHostHeader: false, // we answer that, with our headers
    // Java's HttpClient and curl --http2 offer h2c with an ordinary request (RFC 9110, section 7.8).
    shouldUpgradeCallback: ({ headers: { upgrade } }) =>
      options.schema !== null && upgrade?.toLowerCase() === 'websocket',
  });
  refuseUnreadable(http);
  boundConnections(http, limits.connections, admission);
  const isAllowedOrigin = createOriginCheck(options.allowedOrigins);
  const formatError = createErrorFormatter(options.errorLog);
  const { schema } = options;
  const sockets =
    schema &&
    createSocketServer({
      ...options,
      protocol: createSocketProtocol({
        ...options,
        ...{ schema, formatError, admission, operationMetrics },
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
      const given = { formatError, operationMetrics, admission, refuser, ...checks };
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

/** A connection that was kept alive for its answer would otherwise hold up the end. */
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
