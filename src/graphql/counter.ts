/** Counts by name, up to a limit. Nothing is kept of a name whose count is 0. */
export interface Counter {
  /** Counts one more and returns what counts it out again, once; null at the limit. */
  add(name: string): (() => void) | null;
  count(): number;
}

/** @param max for each name */
export function createCounter(max: number): Counter {
  const counts = new Map<string, number>();
  let total = 0;

  function change(name: string, by: number): void {
    const count = (counts.get(name) ?? 0) + by;
    total += by;
    if (count === 0) counts.delete(name);
    else counts.set(name, count);
  }

  return {
    add(name) {
      if ((counts.get(name) ?? 0) >= max) return null;
      change(name, 1);
      let isIn = true;
      return () => {
        if (isIn) change(name, -1);
        isIn = false;
      };
    },
    count: () => total,
  };
}
