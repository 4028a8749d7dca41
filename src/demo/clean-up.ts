/** Steps to undo at the end, the latest first. */
export interface CleanUp {
  add(undo: () => Promise<void>): void;
  /** Undoes everything even if a step fails. @throws the first failure, after all steps. */
  run(): Promise<void>;
}

/** Creates an empty clean-up. */
export function createCleanUp(): CleanUp {
  const steps: (() => Promise<void>)[] = [];
  return {
    add: (undo) => void steps.push(undo),
    async run() {
      const failures: unknown[] = [];
      for (let undo = steps.pop(); undo; undo = steps.pop()) {
        await undo().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
