/** What has to be undone at the end, in the reverse order of its making. */
export interface CleanUp {
  add(undo: () => Promise<void>): void;
  /** Undoes everything, also when one step fails, and tells the first failure. */
  run(): Promise<void>;
}

/** With nothing to undo yet. */
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
