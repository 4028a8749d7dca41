import { describe, expect, test } from '@jest/globals';
import { createSignal, type LiveUpdate } from '../../src/live/live-update.ts';
import { createUpdateQueue } from '../../src/live/update-queue.ts';

function updateOf(cursor: number): LiveUpdate {
  return createSignal(String(cursor));
}

function createQueue(onEnd: () => void = () => undefined) {
  return createUpdateQueue<LiveUpdate>({
    toGap: ({ cursor }) => createSignal(cursor, 'gap'),
    onEnd,
  });
}

/** All updates that can be read without waiting. */
async function readAll(queue: ReturnType<typeof createQueue>): Promise<LiveUpdate[]> {
  const read: LiveUpdate[] = [];
  const end = updateOf(-1);
  queue.push([end]);
  for await (const updates of queue) {
    read.push(...updates);
    if (read.at(-1) === end) break;
  }
  return read.slice(0, -1);
}

describe('an update queue', () => {
  test('gives a waiting reader the next update, and keeps the order for a later one', async () => {
    const queue = createQueue();
    const first = queue.next();
    queue.push([updateOf(1)]);
    queue.push([updateOf(2), updateOf(3)]);
    expect(await first).toEqual({ value: [updateOf(1)], done: false });
    expect(await readAll(queue)).toEqual([updateOf(2), updateOf(3)]);
  });

  test('replaces unread updates by a gap, and continues after it', async () => {
    const queue = createQueue();
    for (let n = 1; n <= 1_001; n += 1) queue.push([updateOf(n)]);
    queue.push([updateOf(1_002)]);
    expect(await readAll(queue)).toEqual([createSignal('1001', 'gap'), updateOf(1_002)]);
  });

  test('holds at most a thousand updates', async () => {
    const queue = createQueue();
    for (let n = 1; n <= 99_500; n += 1) queue.push([updateOf(n)]);
    const read = await readAll(queue);
    expect(read.length).toBeLessThanOrEqual(1_000);
    expect(read[0]?.gap).toBe(true);
    expect(read.at(-1)?.cursor).toBe('99500');
  });

  test('ends a waiting reader, calls onEnd once, and accepts no more updates', async () => {
    let endCount = 0;
    const queue = createQueue(() => (endCount += 1));
    const waiting = queue.next();
    await queue.return();
    await queue.return();
    queue.push([updateOf(1)]);
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(await queue.next()).toEqual({ value: undefined, done: true });
    expect(endCount).toBe(1);
  });
});
