/** What waits in memory, one lane a webhook. Pure bookkeeping: no clock, no I/O. */
export interface Lanes<Item> {
  add(webhookId: string, item: Item): void;
  /** The next item whose webhook has a free slot, the webhooks in turn; it occupies the slot until `finish`. */
  next(): Item | undefined;
  /** Frees a slot of the webhook. */
  finish(webhookId: string): void;
  /** Waiting and occupied together. */
  countOf(webhookId: string): number;
  /** Webhooks that hold at least so many. */
  fuller(count: number): string[];
  /** Removes and returns what waits and matches. */
  takeOut(matches: (item: Item) => boolean): Item[];
}

interface Lane<Item> {
  webhookId: string;
  waiting: Item[];
  occupied: number;
  hasTurn: boolean;
}

/**
 * Lanes with a fair turn: after each item its webhook goes to the end of the row, so one with a
 * thousand waiting items gets no more turns than one with two.
 *
 * @param slots the most items of one webhook at work at once
 */
export function createLanes<Item>(slots: number): Lanes<Item> {
  const lanes = new Map<string, Lane<Item>>();
  /** Lanes that have something waiting and a free slot, in the order of their turns. */
  let turns: Lane<Item>[] = [];

  function enqueue(lane: Lane<Item>): void {
    if (lane.hasTurn || lane.waiting.length === 0 || lane.occupied >= slots) return;
    lane.hasTurn = true;
    turns.push(lane);
  }

  function laneOf(webhookId: string): Lane<Item> {
    const known = lanes.get(webhookId);
    if (known) return known;
    const lane = { webhookId, waiting: [], occupied: 0, hasTurn: false };
    lanes.set(webhookId, lane);
    return lane;
  }

  return {
    add(webhookId, item) {
      const lane = laneOf(webhookId);
      lane.waiting.push(item);
      enqueue(lane);
    },
    next() {
      const lane = turns.shift();
      if (!lane) return undefined;
      lane.hasTurn = false;
      lane.occupied += 1;
      const item = lane.waiting.shift();
      enqueue(lane);
      return item;
    },
    finish(webhookId) {
      const lane = laneOf(webhookId);
      lane.occupied -= 1;
      if (lane.occupied === 0 && lane.waiting.length === 0) lanes.delete(webhookId);
      else enqueue(lane);
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
        if (kept.length + lane.occupied === 0) lanes.delete(lane.webhookId);
      }
      turns = turns.filter((lane) => lane.hasTurn);
      return taken;
    },
  };
}
