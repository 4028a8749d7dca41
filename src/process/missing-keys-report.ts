import type { Database } from '../db/index.ts';
import type { ErrorLog, Logger, SecretKey } from '../kernel/index.ts';
import { findMissingKeys } from '../webhooks/index.ts';

export interface MissingKeysReportOptions {
  database: Database;
  secretKeys: readonly SecretKey[];
  logger: Logger;
  errorLog: ErrorLog;
}

/** Logs the ids of keys that SECRET_KEYS lacks: webhooks whose secrets need them cannot be sent to. */
export interface MissingKeysReport {
  /** Reads them beside other work. */
  start(): void;
  /** Resolves when it has been read. */
  stop(): Promise<void>;
}

/** Creates the report. */
export function createMissingKeysReport(options: MissingKeysReportOptions): MissingKeysReport {
  const { database, secretKeys, logger, errorLog } = options;
  let running: Promise<void> | undefined;

  async function report(): Promise<void> {
    try {
      const keyIds = await findMissingKeys(database.em.fork(), secretKeys);
      if (keyIds.length === 0) return;
      logger.error(
        { keyIds },
        'SECRET_KEYS lacks keys that secrets of webhooks are encrypted with',
      );
    } catch (error) {
      errorLog.noteRetried(error, 'cannot compare SECRET_KEYS with the secrets of webhooks');
    }
  }

  return {
    start: () => void (running = report()),
    stop: async () => running,
  };
}
