import { isPassingFault } from '../../src/db/index.ts';
import {
  createFaultLog,
  createLogger,
  type FaultLog,
  type Logger,
} from '../../src/kernel/index.ts';

/** The fault log of a node, for parts that a test makes by themselves; silent without a logger. */
export function createTestFaults(logger: Logger = createLogger('silent')): FaultLog {
  return createFaultLog({ logger, isTemporary: isPassingFault });
}
