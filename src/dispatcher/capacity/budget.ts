import { workspaceShare } from './fairness.ts';

/** Room in memory for deliveries. */
export interface Room {
  count: number;
  bytes: number;
}

/** Counts the room taken by each workspace and limits the total. Without I/O. */
export interface Budget {
  take(workspaceId: string, bytes: number): void;
  release(workspaceId: string, bytes: number): void;
  /** Room taken in total. */
  used(): Readonly<Room>;
  /** Room left in total. Bytes may be negative by up to one body. */
  free(): Room;
  /** Room that the workspace may still take for webhooks that are quick, or not known to be. */
  shareOf(workspaceId: string, isQuick: boolean): Room;
}

/** Creates an empty budget. A body shared by several deliveries counts in full for each of them. */
export function createBudget(limits: Readonly<Room>): Budget {
  const used: Room = { count: 0, bytes: 0 };
  const usedBy = new Map<string, Room>();

  function use(workspaceId: string, count: number, bytes: number): void {
    const own = usedBy.get(workspaceId) ?? { count: 0, bytes: 0 };
    for (const sum of [used, own]) {
      sum.count += count;
      sum.bytes += bytes;
    }
    if (own.count === 0) usedBy.delete(workspaceId);
    else usedBy.set(workspaceId, own);
  }

  const free = () => ({ count: limits.count - used.count, bytes: limits.bytes - used.bytes });
  return {
    take: (workspaceId, bytes) => use(workspaceId, 1, bytes),
    release: (workspaceId, bytes) => use(workspaceId, -1, -bytes),
    used: () => used,
    free,
    shareOf(workspaceId, isQuick) {
      const own = usedBy.get(workspaceId) ?? { count: 0, bytes: 0 };
      const { count, bytes } = free();
      return {
        count: workspaceShare(count, own.count, isQuick),
        bytes: workspaceShare(bytes, own.bytes, isQuick),
      };
    },
  };
}
