/** Returns a function that runs one load at a time. Of the calls during a load, only the last is run. */
export function createTurns(): (load: () => Promise<unknown>) => void {
  let next: (() => Promise<unknown>) | null = null;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (next !== null) {
      const load = next;
      next = null;
      await load();
    }
    isRunning = false;
  }

  return (load) => {
    next = load;
    if (!isRunning) void run();
  };
}
