import type { WriteReport } from './report.ts';

/** Where this process shall end. */
export interface DeathOrder {
  point: string;
  /** How often the point is passed before. */
  skip: number;
}

/** Ends the process by SIGKILL when it passes the point it was told of. */
export interface Reaper {
  order(order: DeathOrder): void;
  /** The process is at this point now. */
  pass(point: string): void;
}

/** Makes the one of this process. */
export function createReaper(report: WriteReport): Reaper {
  let awaited: DeathOrder | undefined;
  return {
    order: (order) => (awaited = order),
    pass(point) {
      if (awaited?.point !== point) return;
      awaited.skip -= 1;
      if (awaited.skip >= 0) return;
      report({ kind: 'point', point });
      process.kill(process.pid, 'SIGKILL'); // returns to nobody
    },
  };
}
