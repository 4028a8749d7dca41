/** Whose an item is. */
export interface Owner {
  workspaceId: string;
  webhookId: string;
}

/** What waits in memory, one lane a webhook, and the lanes of a workspace together. Pure bookkeeping: no clock, no I/O. */
export interface Lanes<Item extends Owner> {
  add(item: Item): void;
  /**
   * The next item whose webhook has a free slot: of the workspace that occupies the least, and there of the
   * webhook that does, those that occupy as much in turn. It occupies the slot until `finish`. There is none
   * when even that workspace occupies as many as are still free.
   *
   * @param free how many more could start, of all workspaces
   */
  next(free: number): Item | undefined;
  /** Frees a slot of the item's webhook. */
  finish(item: Item): void;
  /** Waiting and occupied together. */
  countOf(webhookId: string): number;
  /** Webhooks that hold at least so many. */
  fuller(count: number): string[];
  /** Removes and returns what waits and matches. */
  takeOut(matches: (item: Item) => boolean): Item[];
}

/** Takes the first of those that occupy the least; undefined when even they occupy as many as `below`. */
function takeLeast<T extends { occupied: number }>(from: T[], below: number): T | undefined {
  let least = -1;
  let leastOccupied = below;
  for (const [at, { occupied }] of from.entries()) {
    if (occupied < leastOccupied) [least, leastOccupied] = [at, occupied];
  }
  return least < 0 ? undefined : from.splice(least, 1)[0];
}

/** The lanes of a workspace: those that have something waiting and a free slot, in the order of their turns. */
interface Road<Item> {
  workspaceId: string;
  turns: Lane<Item>[];
  occupied: number;
  laneCount: number;
}

interface Lane<Item> {
  webhookId: string;
  road: Road<Item>;
  waiting: Item[];
  occupied: number;
  hasTurn: boolean;
}

/**
 * Lanes with fair turns. Who occupies the least comes first, so what receivers hang on to keeps those
 * from nothing whose requests are soon over, in the same workspace and in others; and one with a thousand
 * waiting items gets no more than one with two.
 *
 * Since a workspace is passed over when it occupies as many slots as are free, one alone gets a half,
 * two get a third each, and something stays free for one that comes later, however long the others'
 * requests hang. Those that begin to hang one after the other take half of what is left each, until their
 * first requests have ended. (Known from switches that share their memory: "dynamic thresholds".)
 *
 * @param slots the most items of one webhook at work at once
 */
export function createLanes<Item extends Owner>(slots: number): Lanes<Item> {
  const lanes = new Map<string, Lane<Item>>();
  const roads = new Map<string, Road<Item>>();
  /** Roads with a turn, in their order. */
  let turns: Road<Item>[] = [];

  function enqueue(lane: Lane<Item>): void {
    if (lane.hasTurn || lane.waiting.length === 0 || lane.occupied >= slots) return;
    lane.hasTurn = true;
    if (lane.road.turns.push(lane) === 1) turns.push(lane.road);
  }

  function roadOf(workspaceId: string): Road<Item> {
    const known = roads.get(workspaceId);
    if (known) return known;
    const road = { workspaceId, turns: [], occupied: 0, laneCount: 0 };
    roads.set(workspaceId, road);
    return road;
  }

  function laneOf({ workspaceId, webhookId }: Owner): Lane<Item> {
    const known = lanes.get(webhookId);
    if (known) return known;
    const road = roadOf(workspaceId);
    road.laneCount += 1;
    const lane = { webhookId, road, waiting: [], occupied: 0, hasTurn: false };
    lanes.set(webhookId, lane);
    return lane;
  }

  function forgetWhenEmpty({ webhookId, road, waiting, occupied }: Lane<Item>): boolean {
    if (waiting.length + occupied > 0) return false;
    lanes.delete(webhookId);
    road.laneCount -= 1;
    if (road.laneCount === 0) roads.delete(road.workspaceId);
    return true;
  }

  return {
    add(item) {
      const lane = laneOf(item);
      lane.waiting.push(item);
      enqueue(lane);
    },
    next(free) {
      const road = takeLeast(turns, free);
      const lane = road && takeLeast(road.turns, slots);
      if (!road || !lane) return undefined;
      if (road.turns.length > 0) turns.push(road);
      lane.hasTurn = false;
      lane.occupied += 1;
      road.occupied += 1;
      const item = lane.waiting.shift();
      enqueue(lane);
      return item;
    },
    finish(item) {
      const lane = laneOf(item);
      lane.occupied -= 1;
      lane.road.occupied -= 1;
      if (!forgetWhenEmpty(lane)) enqueue(lane);
    },
    countOf(webhookId) {
      const lane = lanes.get(webhookId);
      return lane ? lane.waiting.length + lane.occupied : 0;
    },
    fuller(count) {
      return [...lanes.values()]
        .filter((lane) => lane.waiting.length + lane.occupied >= count)
        .map((lane) => lane.webhookId);
    },
    takeOut(matches) {
      const taken: Item[] = [];
      for (const lane of lanes.values()) {
        const kept: Item[] = [];
        for (const item of lane.waiting) (matches(item) ? taken : kept).push(item);
        lane.waiting = kept;
        if (kept.length === 0) lane.hasTurn = false;
        forgetWhenEmpty(lane);
      }
      for (const road of turns) road.turns = road.turns.filter((lane) => lane.hasTurn);
      turns = turns.filter((road) => road.turns.length > 0);
      return taken;
    },
  };
}
