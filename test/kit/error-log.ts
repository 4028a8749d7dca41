import { isTransientError } from '../../src/db/index.ts';
import {
  createErrorLog,
  createLogger,
  type ErrorLog,
  type Logger,
} from '../../src/kernel/index.ts';

/** A node's error log, for tests of single parts; silent without a logger. */
export function createTestErrorLog(logger: Logger = createLogger('silent')): ErrorLog {
  return createErrorLog({ logger, isTemporary: isTransientError });
}
