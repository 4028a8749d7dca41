/** Runs work while no more than a fixed amount is in progress, in the order of the calls; a larger amount runs alone. */
export type RunBounded = <Result>(amount: number, work: () => Promise<Result>) => Promise<Result>;

interface Waiting {
  amount: number;
  start: () => void;
}

/** @param amountMax the most that is in progress at once */
export function createBoundedWork(amountMax: number): RunBounded {
  const waiting: Waiting[] = [];
  let inProgress = 0;

  function startNext(): void {
    for (;;) {
      const [next] = waiting;
      if (!next || (inProgress > 0 && inProgress + next.amount > amountMax)) return;
      waiting.shift();
      inProgress += next.amount;
      next.start();
    }
  }

  return async (amount, work) => {
    await new Promise<void>((start) => {
      waiting.push({ amount, start });
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
