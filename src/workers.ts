import type { Config } from './config/config.ts';
import { requireNode, version } from './config/package.ts';
import type { Role } from './config/workers.ts';
import type { Logger } from './kernel/index.ts';
import { createWorkerMetrics } from './metrics/index.ts';
import { migrateNodeDatabase } from './process/node-database.ts';
import { stopInOrder } from './process/stop-in-order.ts';
import { launchWorker } from './process/workers/launch-worker.ts';
import { createWorkerKeeper } from './process/workers/worker-keeper.ts';
import { stopWithinMs } from './process/stop-within.ts';

export interface WorkersOptions {
  config: Config;
  databaseUrl: string;
  logger: Logger;
}

/** Several nodes on one port, each in a process of its own. */
export interface Workers {
  /** The URL of the API. */
  url: string;
  /** Stops all of them in order. @throws Error when one does not */
  stop(): Promise<void>;
}

/**
 * Migrates the database and starts the workers. Resolves when all are ready; from then on it restarts those that end.
 *
 * @throws Error of the first worker that cannot start; the others are stopped
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { config } = options;
  requireNode();
  await migrateNodeDatabase(options);
  const metrics = createWorkerMetrics({
    port: config.metricsPort,
    version,
    askWorkers: () => Promise.all(keepers.map((keeper) => keeper.askMetrics())),
    countWorkers() {
      const ready = keepers.filter((keeper) => keeper.isReady()).length;
      const restarts = keepers.reduce((sum, keeper) => sum + keeper.restartCount(), 0);
      return { ready, missing: keepers.length - ready, restarts };
    },
  });
  const keepers = config.workers.map((roles, at) =>
    createWorkerKeeper({
      ...options,
      order: {
        number: at + 1,
        roles: [...roles],
        listens: listens(roles, config.workers),
        databaseUrl: options.databaseUrl,
      },
      launch: (order) => launchWorker(order, metrics.readAll),
      stopWithinMs: stopWithinMs(config.drainSeconds) + spareMs,
    }),
  );
  const stop = () => stopInOrder(keepers, [metrics]);
  try {
    await metrics.listen();
    const urls = await Promise.all(keepers.map((keeper) => keeper.start()));
    return { url: urls.find((url) => url !== null) ?? '', stop };
  } catch (error) {
    await stop().catch(() => undefined); // the first error explains more
    throw error;
  }
}

/** Milliseconds for the rest of a worker's stop: closing its database, and its exit. */
const spareMs = 2_000;

/** Workers with the API serve the port; without any of them, all workers do, for the health checks. */
function listens(roles: ReadonlySet<Role>, all: readonly ReadonlySet<Role>[]): boolean {
  return roles.has('api') || !all.some((other) => other.has('api'));
}
