import { assembleNode, type Addresses, type Node } from './assemble-node.ts';
import { requireNode } from './config/package.ts';
import { isTransientError, type Database } from './db/index.ts';
import { createErrorLog, createMetrics, withTimeout, type Metrics } from './kernel/index.ts';
import type { AppOptions } from './node-parts.ts';
import { migrateNodeDatabase, openNodeDatabase } from './process/node-database.ts';
import { stopWithinMs } from './process/stop-within.ts';

export type { AppOptions } from './node-parts.ts';

/** One node that listens: the API, the dispatcher or both, according to its roles. */
export type App = Omit<StartedNode, 'listen'> & Addresses;

/** One node without its listeners. */
export interface StartedNode extends Pick<Node, 'listen' | 'publishEvents'> {
  database: Database;
  metrics: Metrics;
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

/** Migrates the database, if its role may, and starts a node on it. */
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
