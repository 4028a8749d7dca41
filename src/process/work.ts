import { listMigrationErrors, makePartitions, renewEpoch, type Database } from '../db/index.ts';
import { createLoop, type ErrorLog, type Logger } from '../kernel/index.ts';

/** Everything a node does by itself, apart from serving calls. */
export interface Work {
  /** Begins now, or as soon as the database has the schema of this version. */
  start(): Promise<void>;
  /** Work that has not begun never does. */
  stop(): Promise<void>;
}

export interface WorkOptions {
  database: Database;
  logger: Logger;
  errorLog: ErrorLog;
  /** Starts the parts. */
  begin: () => void;
}

/** Milliseconds between two checks of the schema. */
const checkMs = 1_000;

/**
 * Delays the work of a node whose role may not migrate until another node has migrated. Code that does not
 * know the schema claims, sends and deletes nothing.
 */
export function createWork({ database, logger, errorLog, begin }: WorkOptions): Work {
  let isStopped = false;
  /** Why the work cannot begin, as logged last. */
  let reasons: string[] = [];

  /** @returns whether the work has begun */
  async function tryToBegin(): Promise<boolean> {
    const em = database.em.fork();
    const before = reasons.join();
    reasons = await listMigrationErrors(em);
    if (reasons.length > 0) {
      if (reasons.join() !== before) {
        logger.warn({ reasons }, 'waiting for the migration, nothing is sent until then');
      }
      return false;
    }
    await makePartitions(em);
    await renewEpoch(em);
    if (!isStopped) begin();
    return true;
  }

  const waiting = createLoop({
    run: async () => {
      if (!(await tryToBegin())) return;
      void waiting.stop();
      logger.info('the migration is done, work begins');
    },
    everyMs: checkMs,
    onError: (error) => errorLog.noteRetried(error, 'cannot begin to work, will retry'),
  });

  return {
    async start() {
      if (!(await tryToBegin())) waiting.start();
    },
    async stop() {
      isStopped = true;
      await waiting.stop();
    },
  };
}
