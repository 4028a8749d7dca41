import type { Loop } from '../kernel/index.ts';
import {
  createRetention,
  type RetentionOptions,
  type WorkspaceRemoval,
} from '../retention/index.ts';
import { createHousekeeping } from './housekeeping.ts';

export interface CleaningOptions extends RetentionOptions {
  workspaceRemoval: WorkspaceRemoval;
}

/** Creates all parts that make partitions and remove what is too old or was deleted. Every node has them. */
export function createCleaning(options: CleaningOptions): Pick<Loop, 'start' | 'stop'> {
  const parts = [
    createHousekeeping(options.database, options.errorLog),
    createRetention(options),
    options.workspaceRemoval,
  ];
  return {
    start() {
      for (const part of parts) part.start();
    },
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
