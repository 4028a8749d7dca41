import { createTurnLine } from '../../kernel/index.ts';

/**
 * Runs work while no more than a fixed amount is in progress; a larger amount runs alone. Owners that wait are served in
 * turn, and each owner in the order of its calls.
 */
export type RunBounded = <Result>(
  owner: string,
  amount: number,
  work: () => Promise<Result>,
) => Promise<Result>;

interface Waiting {
  amount: number;
  start: () => void;
}

/** @param amountMax the most that is in progress at once */
export function createBoundedWork(amountMax: number): RunBounded {
  const waiting = createTurnLine<Waiting>(({ amount }) => amount, 0);
  let inProgress = 0;

  function startNext(): void {
    for (;;) {
      const next = waiting.peek();
      if (!next || (inProgress > 0 && inProgress + next.amount > amountMax)) return;
      waiting.shift();
      inProgress += next.amount;
      next.start();
    }
  }

  return async (owner, amount, work) => {
    await new Promise<void>((start) => {
      waiting.add(owner, { amount, start });
      startNext();
    });
    try {
      return await work();
    } finally {
      inProgress -= amount;
      startNext();
    }
  };
}
