import { isTransientError } from '../../src/db/index.ts';
import {
  createErrorLog,
  createLogger,
  type ErrorLog,
  type Logger,
} from '../../src/kernel/index.ts';

/** The error log of a node, for parts that a test makes by themselves; silent without a logger. */
export function createTestErrorLog(logger: Logger = createLogger('silent')): ErrorLog {
  return createErrorLog({ logger, isTemporary: isTransientError });
}
