import { setTimeout as delay } from 'node:timers/promises';
import { listMigrationErrors, makePartitions, renewEpoch, type Database } from '../db/index.ts';
import type { ErrorLog, Logger } from '../kernel/index.ts';

/** What a node does by itself, apart from answering calls. */
export interface Work {
  /** Begins now, or when the schema is the one that this version works with. */
  start(): Promise<void>;
  /** What has not begun never does. */
  stop(): Promise<void>;
}

export interface WorkOptions {
  database: Database;
  logger: Logger;
  errorLog: ErrorLog;
  /** Starts the parts. */
  begin: () => void;
}

/** Milliseconds between two looks at the schema. */
const lookMs = 1_000;

/**
 * The work of a node whose role may not migrate waits until somebody else has. Nothing is claimed, sent
 * or forgotten by code that does not know the schema.
 */
export function createWork({ database, logger, errorLog, begin }: WorkOptions): Work {
  const stopping = new AbortController();
  let waiting: Promise<void> | undefined;

  /** @returns why it cannot begin, or nothing */
  async function tryToBegin(): Promise<string[]> {
    const em = database.em.fork();
    const errors = await listMigrationErrors(em);
    if (errors.length > 0) return errors;
    await makePartitions(em);
    await renewEpoch(em);
    if (!stopping.signal.aborted) begin();
    return [];
  }

  async function waitForSchema(first: string[]): Promise<void> {
    let reasons = first;
    while (reasons.length > 0) {
      logger.warn({ reasons }, 'waiting for the migration, nothing is sent before it');
      const before = reasons.join();
      while (reasons.join() === before) {
        await delay(lookMs, undefined, { signal: stopping.signal });
        reasons = await tryToBegin().catch((error: unknown) => {
          errorLog.noteRetried(error, 'cannot begin to work, will retry');
          return reasons;
        });
      }
    }
    logger.info('the work begins');
  }

  return {
    async start() {
      const reasons = await tryToBegin();
      // A stop ends the waiting.
      if (reasons.length > 0) waiting = waitForSchema(reasons).catch(() => undefined);
    },
    async stop() {
      stopping.abort();
      await waiting;
    },
  };
}
