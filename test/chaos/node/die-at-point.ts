import type { WriteReport } from './report.ts';

/** The point at which this process kills itself. */
export interface DeathOrder {
  point: string;
  /** Passes of the point before that. */
  skip: number;
}

/** Kills the process with SIGKILL at the given point. */
export interface Reaper {
  order(order: DeathOrder): void;
  /** Reports that the process is at this point. */
  pass(point: string): void;
}

/** Creates the one for this process. */
export function createReaper(report: WriteReport): Reaper {
  let awaited: DeathOrder | undefined;
  return {
    order: (order) => (awaited = order),
    pass(point) {
      if (awaited?.point !== point) return;
      awaited.skip -= 1;
      if (awaited.skip >= 0) return;
      report({ kind: 'point', point });
      process.kill(process.pid, 'SIGKILL'); // never returns
    },
  };
}
