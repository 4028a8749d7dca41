import { createTurnLine } from './turn-line.ts';

/** Divides work over turns of the event loop, between which the process does its other work. */
export interface WorkTurns {
  /**
   * Resolves when this much work may start; at once while the current turn has units left. Owners that wait are served
   * one after the other, with the units of a turn for each, and the work of an owner in the order of its calls.
   *
   * @param owner whose work it is, such as a workspace
   */
  take(units: number, owner?: string): Promise<void> | undefined;
}

interface Waiting {
  units: number;
  start: () => void;
}

/**
 * Between two turns, the event loop reads its sockets and runs its timers.
 *
 * @param unitsPerTurn a turn starts no more work after these units; the last work may exceed them
 */
export function createWorkTurns(unitsPerTurn: number): WorkTurns {
  const waiting = createTurnLine<Waiting>(({ units }) => units, unitsPerTurn);
  let left = unitsPerTurn;
  let isRenewing = false;

  function use(units: number): void {
    left -= units;
    if (!isRenewing) setImmediate(renew);
    isRenewing = true;
  }

  function renew(): void {
    isRenewing = false;
    left = unitsPerTurn;
    while (left > 0) {
      const next = waiting.shift();
      if (!next) return;
      use(next.units);
      next.start();
    }
  }

  return {
    take(units, owner = '') {
      if (left <= 0 || waiting.peek()) {
        return new Promise((start) => {
          waiting.add(owner, { units, start });
        });
      }
      use(units);
      return undefined;
    },
  };
}
