import { assembleDispatcher } from './assemble-dispatcher.ts';
import { assembleSchema } from './assemble-schema.ts';
import { createEventValidator } from './catalogue/index.ts';
import type { Config } from './config/config.ts';
import { createWakeUps, isTransientError, type Database, type WakeUps } from './db/index.ts';
import { createDueAnnouncer, type DueAnnouncer } from './deliveries/index.ts';
import type { Resolve } from './dispatcher/index.ts';
import {
  createPublishEvents,
  createRecoverer,
  createRecoveryFeed,
  publishForCallers,
  type PublishEvents,
  type Recoverer,
  type RecoveryFeed,
} from './events/index.ts';
import { createGraphqlServer, type GraphqlServerOptions } from './graphql/index.ts';
import { createCleaning } from './process/cleaning.ts';
import { findPages, type PageFolders } from './process/find-pages.ts';
import { createMissingKeysReport } from './process/missing-keys-report.ts';
import {
  createErrorLog,
  createMetrics,
  createSecretBox,
  systemClock,
  withTimeout,
  type Clock,
  type ErrorLog,
  type Logger,
  type Metrics,
  type SecretBox,
} from './kernel/index.ts';
import type { Keys } from './config/keys.ts';
import { findSessionUrl, migrateNodeDatabase, openNodeDatabase } from './process/node-database.ts';
import { requireNode, version } from './config/package.ts';
import { createLiveFeed, type LiveFeed } from './live/index.ts';
import { createNodeMetrics } from './metrics/index.ts';
import { createWorkspaceRemoval, type WorkspaceRemoval } from './retention/index.ts';
import { stopInOrder } from './process/stop-in-order.ts';
import { stopWithinMs } from './process/stop-within.ts';
import { createTokenCheck } from './process/token-check.ts';
import { createWork } from './process/work.ts';
import { createNetworkPolicy, type NetworkPolicy } from './webhooks/index.ts';
import { createViewerFinder } from './workspaces/index.ts';

/** Everything a node is made from. */
export interface AppOptions extends PageFolders {
  config: Config;
  keys: Keys;
  databaseUrl: string;
  logger: Logger;
  clock?: Clock;
  /** Looks up the addresses of host names; by DNS when left out. */
  resolve?: Resolve;
  /** Certificate authorities accepted for receivers besides the public ones, PEM. */
  ca?: string;
  /** Limits of the API that replace the defaults. */
  limits?: GraphqlServerOptions['limits'];
  /** Set when the node is one of several workers: the first process has migrated the database and serves METRICS_PORT. */
  worker?: { number: number; readAllMetrics: () => Promise<string> };
}

/** One node that listens: the API, the dispatcher or both, according to its roles. */
export interface App extends Omit<StartedNode, 'listen'> {
  /** The URL of the API, such as `http://localhost:4000/graphql`. */
  url: string;
  port: number;
  /** The port of the separate listener of the metrics; null without METRICS_PORT. */
  metricsPort: number | null;
}

/** One node without its listeners. */
export interface StartedNode {
  /** Serves PORT and METRICS_PORT. @throws Error when a port is taken or not permitted */
  listen(): Promise<Pick<App, 'url' | 'port' | 'metricsPort'>>;
  database: Database;
  metrics: Metrics;
  /** Publishes in the caller's transaction on `database`. */
  publishEvents: PublishEvents;
  /** Accepts nothing new, finishes or releases its deliveries (10 s, or DRAIN_SECONDS + 5 s), and closes everything. Idempotent. */
  stop(): Promise<void>;
}

/** Milliseconds. */
const closeWithinMs = 1_000;

/** Starts a node that listens. */
export async function startApp(options: AppOptions): Promise<App> {
  const { listen, ...node } = await startNode(options);
  try {
    return { ...node, ...(await listen()) };
  } catch (error) {
    await node.stop().catch(() => undefined); // the first error explains more
    throw error;
  }
}

/** Migrates the database, if its role may, and starts a node on it. All parts are put together here. */
export async function startNode(options: AppOptions): Promise<StartedNode> {
  const { config, worker } = options;
  const errorLog = createErrorLog({ ...options, isTemporary: isTransientError });
  requireNode();
  const metrics = createMetrics(worker?.number);
  if (!worker) await migrateNodeDatabase(options);
  const database = await openNodeDatabase({ ...options, metrics });
  let node: Node | undefined;
  /** Limited in time as a whole: a silent database must not delay the end. */
  async function stop(): Promise<void> {
    try {
      if (node) await withTimeout(stopWithinMs(config.drainSeconds), node.stop());
    } finally {
      errorLog.flush();
      await withTimeout(closeWithinMs, database.close(true));
    }
  }
  let stopping: Promise<void> | undefined;
  const stopOnce = () => (stopping ??= stop());

  try {
    node = await assembleNode({ ...options, errorLog, metrics }, database);
    const { publishEvents, listen } = node;
    await node.start();
    return { listen, database, metrics, publishEvents, stop: stopOnce };
  } catch (error) {
    await stopOnce().catch(() => undefined); // the first error explains more
    throw error;
  }
}

/** A node without its database. */
interface Node extends Pick<StartedNode, 'publishEvents' | 'listen' | 'stop'> {
  /** Starts the parts of the node's roles. */
  start(): Promise<void>;
}

interface NodeOptions extends AppOptions {
  errorLog: ErrorLog;
  metrics: Metrics;
}

async function assembleNode(options: NodeOptions, database: Database): Promise<Node> {
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

/** Parts that several others need. */
interface Parts extends NodeOptions {
  clock: Clock;
  database: Database;
  wakeUps: WakeUps;
  dueAnnouncer: DueAnnouncer;
  policy: NetworkPolicy;
  secretBox: SecretBox;
  publishEvents: PublishEvents;
  liveFeed: LiveFeed;
  workspaceRemoval: WorkspaceRemoval;
  recoverer: Recoverer;
  recoveryFeed: RecoveryFeed;
}

function createParts(options: NodeOptions, database: Database): Parts {
  const { config, keys, errorLog, metrics, clock = systemClock } = options;
  const wakeUps = createWakeUps({ url: findSessionUrl(options), errorLog });
  const dueAnnouncer = createDueAnnouncer(wakeUps);
  return {
    ...options,
    clock,
    database,
    wakeUps,
    dueAnnouncer,
    policy: createNetworkPolicy({
      allowNetworks: config.deliveryAllowNetworks,
      denyNetworks: config.deliveryDenyNetworks,
      allowHosts: config.deliveryAllowHosts,
      chatHosts: config.deliveryChatHosts,
      allowHttp: config.deliveryAllowHttp,
    }),
    secretBox: createSecretBox(keys.secretKeys),
    publishEvents: createPublishEvents({
      validator: createEventValidator(),
      dueAnnouncer,
      clock,
      metrics,
    }),
    liveFeed: createLiveFeed({ database, wakeUps, errorLog, metrics }),
    workspaceRemoval: createWorkspaceRemoval({ database, wakeUps, errorLog }),
    recoverer: createRecoverer({ database, wakeUps, errorLog }),
    recoveryFeed: createRecoveryFeed({ database, errorLog }),
  };
}
