import { setTimeout as delay } from 'node:timers/promises';
import type { Loop } from './bare-loops.ts';

/** Something that delivers what was published to it. */
export interface Pipeline {
  /** Publishes the call with this number; resolves when it is committed. */
  publish(call: number): Promise<unknown>;
  /** Deliveries that each call makes. */
  deliveriesPerCall: number;
  /** Counts the deliveries that are done, since any fixed moment. */
  countDone(): number | Promise<number>;
  /** Pause between two counts, in milliseconds: each costs what is measured a little. */
  countEveryMs: number;
}

/** Concurrent calls. */
const publishers = 4;

/** Maximum of published deliveries that are not done: like the bare loops, this loop waits for answers. */
const outstandingMax = 1_000;

/** Publishes until there are `count` deliveries, and resolves when all are done. */
export function closedLoop(pipeline: Pipeline): Loop {
  const { deliveriesPerCall, countDone, countEveryMs } = pipeline;
  return async (count) => {
    const before = await countDone();
    const calls = Array.from({ length: count / deliveriesPerCall }, (_, call) => call);
    let published = 0;
    let done = 0;
    async function publish(): Promise<void> {
      for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
        while (published - done >= outstandingMax) await delay(2);
        published += deliveriesPerCall;
        await pipeline.publish(call);
      }
    }
    async function watch(): Promise<void> {
      while (done < count) {
        await delay(countEveryMs);
        done = (await countDone()) - before;
      }
    }
    await Promise.all([...Array.from({ length: publishers }, publish), watch()]);
  };
}
