import type { Database, WakeUps } from '../../db/index.ts';
import { createLoop, pause, type ErrorLog, type Loop } from '../../kernel/index.ts';
import { takeStep } from './take-step.ts';

export interface RecovererOptions {
  database: Database;
  wakeUps: Pick<WakeUps, 'on' | 'wake'>;
  errorLog: ErrorLog;
}

/** The part of a node that works on recoveries. */
export type Recoverer = Pick<Loop, 'start' | 'stop'>;

/** Looks for recoveries this often, in milliseconds, if a wake-up was lost or another node has died. */
const everyMs = 1_000;
/** The longest wait before another look while recoveries are running, in milliseconds. */
const waitMsMax = 250;

/**
 * Works on the recoveries of all workspaces, step by step, beside other nodes. After each step it rests for as long as
 * the step took, so that live traffic gets at least half of the time of the database connection and of this thread.
 */
export function createRecoverer({ database, wakeUps, errorLog }: RecovererOptions): Recoverer {
  async function run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const startedMs = performance.now();
      const waitMs = await takeStep(database.em.fork(), wakeUps);
      if (waitMs === null) return;
      await pause(Math.min(waitMs, waitMsMax) + performance.now() - startedMs, stopping);
    }
  }

  const loop = createLoop({
    run,
    everyMs,
    onError: (error) => errorLog.noteRetried(error, 'a step of a recovery failed, will retry'),
  });
  return {
    start() {
      wakeUps.on('recoveries_due', loop.wake);
      loop.start();
    },
    stop: loop.stop,
  };
}
