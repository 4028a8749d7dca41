/** A webhook in a message of the stream. */
interface Told {
  id: string;
  version: number;
  /** Of its settings and status. */
  updatedAt: string;
}

/** Milliseconds by which the clocks of two nodes, or this page's reading of them, may differ. */
const toleranceMs = 5_000;

/** Tells news of settings and status from the many messages about counts. */
export interface News {
  isNews(webhook: Told): boolean;
}

/** Creates it. What changed before now is no news, and each change is news once. */
export function createNews(now: () => number): News {
  const sinceMs = now() - toleranceMs;
  const versions = new Map<string, number>();
  return {
    isNews({ id, version, updatedAt }) {
      if (Date.parse(updatedAt) < sinceMs || versions.get(id) === version) return false;
      versions.set(id, version);
      return true;
    },
  };
}
