import { describe, expect, test } from '@jest/globals';
import { createNewestQueue } from '../../../src/events/recoveries/newest-queue.ts';

const over = { value: undefined, done: true };

describe('a queue of the newest state', () => {
  test('gives a waiting reader the next state, and a slow one only the newest', async () => {
    const queue = createNewestQueue<number>(() => undefined);
    const first = queue.next();
    queue.push(1);
    for (let n = 2; n <= 1_000; n += 1) queue.push(n);
    expect(await first).toEqual({ value: [1], done: false });
    expect(await queue.next()).toEqual({ value: [1_000], done: false });
  });

  test('ends after the state that waits, and accepts no more', async () => {
    let endCount = 0;
    const queue = createNewestQueue<number>(() => (endCount += 1));
    queue.push(1);
    queue.end();
    queue.end();
    queue.push(2);
    expect(await queue.next()).toEqual({ value: [1], done: false });
    expect(await queue.next()).toEqual(over);
    expect(endCount).toBe(1);
  });

  test('ends a waiting reader when its client leaves, and drops what waits', async () => {
    let endCount = 0;
    const queue = createNewestQueue<number>(() => (endCount += 1));
    const waiting = queue.next();
    await queue.return();
    expect(await waiting).toEqual(over);
    const other = createNewestQueue<number>(() => (endCount += 1));
    other.push(1);
    await other.return();
    expect(await other.next()).toEqual(over);
    expect(endCount).toBe(2);
  });
});
