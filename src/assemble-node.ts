import { assembleDispatcher } from './assemble-dispatcher.ts';
import { assembleSchema } from './assemble-schema.ts';
import { version } from './config/package.ts';
import type { Database } from './db/index.ts';
import { publishForCallers, type PublishEvents } from './events/index.ts';
import { createGraphqlServer } from './graphql/index.ts';
import { createNodeMetrics } from './metrics/index.ts';
import { createParts, type NodeOptions } from './node-parts.ts';
import { createCleaning } from './process/cleaning.ts';
import { findPages } from './process/find-pages.ts';
import { createMissingKeysReport } from './process/missing-keys-report.ts';
import { stopInOrder } from './process/stop-in-order.ts';
import { createTokenCheck } from './process/token-check.ts';
import { createWork } from './process/work.ts';
import { createViewerFinder } from './workspaces/index.ts';

/** A node on a database that others open and close. */
export interface Node {
  /** Starts the parts of the node's roles. */
  start(): Promise<void>;
  /** Serves PORT and METRICS_PORT. @throws Error when a port is taken or not permitted */
  listen(): Promise<Addresses>;
  /** Publishes in the caller's transaction on the database of the node. */
  publishEvents: PublishEvents;
  /** Accepts nothing new, and finishes or releases its deliveries. */
  stop(): Promise<void>;
}

/** Where a node listens. */
export interface Addresses {
  /** The URL of the API, such as `http://localhost:4000/graphql`. */
  url: string;
  port: number;
  /** The port of the separate listener of the metrics; null without METRICS_PORT. */
  metricsPort: number | null;
}

/** Puts all parts of a node together. */
export async function assembleNode(options: NodeOptions, database: Database): Promise<Node> {
  const { config, logger, errorLog, metrics } = options;
  const parts = createParts(options, database);
  const { wakeUps, liveFeed, recoveryFeed, publishEvents, recoverer } = parts;
  const dispatcher = assembleDispatcher(parts);
  const nodeMetrics = createNodeMetrics({
    ...parts,
    port: config.metricsPort,
    token: config.metricsToken,
    version,
    ...(options.worker && { readAll: options.worker.readAllMetrics }),
  });
  const server = createGraphqlServer({
    schema: config.roles.has('api') ? await assembleSchema(parts) : null,
    database,
    ...createTokenCheck(parts),
    findViewer: createViewerFinder(),
    allowedOrigins: config.allowedOrigins,
    drainSeconds: config.drainSeconds,
    logger,
    errorLog,
    metrics,
    answerMetrics: nodeMetrics.answer,
    ...findPages(config, options),
    ...(options.limits && { limits: options.limits }),
  });
  const cleaning = createCleaning({ ...parts, ...config });
  const missingKeys = createMissingKeysReport({ ...parts, ...parts.keys });
  function begin(): void {
    if (config.roles.has('dispatcher')) for (const part of [dispatcher, recoverer]) part.start();
    missingKeys.start();
    if (config.roles.has('api')) for (const part of [liveFeed, recoveryFeed]) part.start();
    wakeUps.start(); // after all listeners are added
    cleaning.start();
    nodeMetrics.start();
  }
  const work = createWork({ database, logger, errorLog, begin });
  return {
    publishEvents: publishForCallers(publishEvents, database),
    start: work.start,
    async listen() {
      const metricsPort = await nodeMetrics.listen();
      return { ...(await server.listen(config.port)), metricsPort };
    },
    stop: () =>
      stopInOrder(
        [work, server, cleaning, recoverer, dispatcher, missingKeys],
        ...[[liveFeed, recoveryFeed], [wakeUps], [nodeMetrics]],
      ),
  };
}
