import { describe, expect, test } from '@jest/globals';
import { createFairQueue, type FairQueue } from '../../../src/dispatcher/capacity/fair-queue.ts';

interface Item {
  name: string;
  workspaceId: string;
  webhookId: string;
}

/** Makes an item; its first letter is the webhook. */
function itemOf(name: string, workspaceId = 'acme'): Item {
  return { name, workspaceId, webhookId: name.charAt(0) };
}

/** Creates a queue with a clock that the test advances. */
function createQueue(slots: number, ...names: string[]) {
  let nowMs = 0;
  const queue = createFairQueue<Item>(slots, () => nowMs);
  for (const name of names) queue.add(itemOf(name));
  return { queue, pass: (ms: number) => (nowMs += ms) };
}

/** Takes items until none may start with these free slots, and returns their names. */
function takeAll(queue: FairQueue<Item>, slots = 1_000_000): string[] {
  const taken: string[] = [];
  for (let free = slots; free > 0; free -= 1) {
    const item = queue.next(free);
    if (!item) break;
    taken.push(item.name);
  }
  return taken;
}

/**
 * A workspace with 400 hanging webhooks, whose requests take 30 s, and a healthy one, whose requests take
 * 0.1 s. All always have something to send. Ten minutes in steps of 0.1 s.
 */
function simulate(slots: number) {
  const { queue, pass } = createQueue(10);
  const names = Array.from({ length: 400 }, (_, n) => `hanging ${n}`);
  const add = (webhookId: string) => queue.add({ name: webhookId, workspaceId: 'acme', webhookId });
  for (const name of [...names, 'healthy']) for (let n = 0; n < 3; n += 1) add(name);
  const served = new Map<string, number>();
  const inFlight: { item: Item; endsMs: number }[] = [];
  let [lastMs, longestWaitMs] = [0, 0];
  for (let nowMs = 0; nowMs < 600_000; nowMs = pass(100)) {
    for (const one of inFlight.filter(({ endsMs }) => endsMs <= nowMs)) {
      inFlight.splice(inFlight.indexOf(one), 1);
      queue.freeSlot(one.item, one.item.webhookId === 'healthy' ? 100 : 30_000);
      add(one.item.webhookId);
    }
    for (let item; (item = queue.next(slots - inFlight.length));) {
      const isHealthy = item.webhookId === 'healthy';
      served.set(item.webhookId, (served.get(item.webhookId) ?? 0) + 1);
      inFlight.push({ item, endsMs: nowMs + (isHealthy ? 100 : 30_000) });
      if (!isHealthy) continue;
      // Its first request waits for its turn like all others.
      if (lastMs > 0) longestWaitMs = Math.max(longestWaitMs, nowMs - lastMs);
      lastMs = nowMs;
    }
  }
  return { names, served, longestWaitMs };
}

describe('the fair queue', () => {
  test('serves webhooks in turns, however many items one of them has', () => {
    const { queue } = createQueue(10, 'a1', 'a2', 'a3', 'a4', 'b1', 'b2');
    expect(takeAll(queue)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  test('serves workspaces in turns, however many webhooks one of them has', () => {
    const { queue } = createQueue(10, 'a1', 'b1', 'c1', 'c2');
    for (const name of ['x1', 'x2']) queue.add(itemOf(name, 'globex'));
    expect(takeAll(queue)).toEqual(['a1', 'x1', 'b1', 'x2', 'c1', 'c2']);
  });

  test('gives a webhook no more slots than its limit, and continues when a slot becomes free', () => {
    const { queue } = createQueue(2, 'a1', 'a2', 'a3', 'a4');
    expect(takeAll(queue)).toEqual(['a1', 'a2']);
    queue.freeSlot(itemOf('a1'), 100);
    expect(takeAll(queue)).toEqual(['a3']);
    expect(queue.countOf('a')).toBe(3);
  });

  test('skips a workspace with as many requests in flight as there are free slots', () => {
    const { queue } = createQueue(2, ...Array.from('abcdefghijkl', (letter) => `${letter}1`));
    // Half of 12, less the quarter of that for quick webhooks.
    expect(takeAll(queue, 12)).toEqual(['a1', 'b1', 'c1', 'd1']);
    for (const name of ['x1', 'x2', 'y1', 'y2']) queue.add(itemOf(name, 'globex'));
    // Eight are free: the second workspace gets half of them, less a quarter, so that slots remain for a third.
    expect(takeAll(queue, 8)).toEqual(['x1', 'y1', 'x2']);
    for (const name of ['z1', 'z2']) queue.add(itemOf(name, 'initech'));
    expect(takeAll(queue, 5)).toEqual(['z1', 'z2']);
    queue.freeSlot(itemOf('a1'), 100);
    expect(takeAll(queue, 2)).toEqual([]);
  });

  test('prefers the webhook with the lowest recent usage, even if none uses a slot now', () => {
    const { queue, pass } = createQueue(10, 'a1', 'b1');
    expect(takeAll(queue)).toEqual(['a1', 'b1']);
    pass(100);
    queue.freeSlot(itemOf('b1'), 100); // b responds at once
    pass(30_000);
    queue.freeSlot(itemOf('a1'), 30_000); // a hangs until its timeout
    for (const name of ['a2', 'a3', 'b2', 'b3']) queue.add(itemOf(name));
    expect(queue.next(10)?.name).toBe('b2');
    queue.freeSlot(itemOf('b2'), 100);
    expect(queue.next(10)?.name).toBe('b3');
  });

  test('forgets the usage of a webhook after a while, so that it gets its turn again', () => {
    const { queue, pass } = createQueue(10, 'a1', 'b1');
    takeAll(queue);
    pass(30_000);
    queue.freeSlot(itemOf('a1'), 100);
    queue.freeSlot(itemOf('b1'), 100);
    queue.add(itemOf('c1'));
    queue.next(10);
    pass(300_000);
    queue.freeSlot(itemOf('c1'), 100);
    for (const name of ['a2', 'c2']) queue.add(itemOf(name));
    expect(queue.next(10)?.name).toBe('a2');
  });

  test('keeps the turn of a webhook whose waiting items were all removed', () => {
    const { queue } = createQueue(1, 'a1', 'b1', 'c1');
    expect(queue.next(10)?.name).toBe('a1');
    queue.freeSlot(itemOf('a1'), 100);
    for (const { name } of queue.removeWhere(() => true)) queue.add(itemOf(name));
    queue.add(itemOf('a2'));
    expect(takeAll(queue)).toEqual(['b1', 'c1', 'a2']);
  });

  test('removes only matching items and keeps the order of the others', () => {
    const { queue } = createQueue(1, 'a1', 'a2-old', 'a3', 'b1-old');
    const removed = queue.removeWhere(({ name }) => name.endsWith('old'));
    expect(removed.map(({ name }) => name)).toEqual(['a2-old', 'b1-old']);
    expect(queue.countOf('b')).toBe(0);
    expect(takeAll(queue)).toEqual(['a1']);
    queue.freeSlot(itemOf('a1'), 100);
    expect(takeAll(queue)).toEqual(['a3']);
  });

  test('serves webhooks equally in the long run, even with more hanging webhooks than slots', () => {
    const { served, names } = simulate(500);
    const counts = names.map((name) => served.get(name) ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3);
    expect(Math.min(...counts)).toBeGreaterThan(7);
    expect(served.get('healthy')).toBeGreaterThan(5_000);
  });

  test('never lets a webhook known to be quick wait for hanging ones of its workspace', () => {
    const { longestWaitMs, served } = simulate(100);
    expect(longestWaitMs).toBeLessThanOrEqual(100);
    expect(served.get('healthy')).toBeGreaterThan(5_000);
  });

  test.each([2, 3, 4, 5, 8, 16, 500])(
    'leaves a slot to quick webhooks beside hanging ones, of %s slots if half is more than one',
    (slots) => {
      const { queue } = createQueue(slots, 'q1');
      expect(takeAll(queue, slots)).toEqual(['q1']);
      queue.freeSlot(itemOf('q1'), 100);
      for (let n = 0; n < slots; n += 1) queue.add({ ...itemOf('h'), webhookId: `hanging ${n}` });
      const used = takeAll(queue, slots).length;
      for (let n = 0; n < slots; n += 1) queue.add(itemOf('q2'));
      const quick = takeAll(queue, slots - used).length;
      expect(used).toBeGreaterThanOrEqual(1);
      expect(quick).toBeGreaterThanOrEqual(slots === 2 ? 0 : 1);
      expect(used + quick).toBe(Math.ceil(slots / 2));
    },
  );

  test('knows that a webhook is quick also after it has sent nothing for a while', () => {
    const { queue, pass } = createQueue(10, 'q1');
    takeAll(queue);
    queue.freeSlot(itemOf('q1'), 100);
    pass(300_000);
    queue.add(itemOf('a1'));
    queue.freeSlot(itemOf('a1'), null);
    expect([queue.isQuick('q'), queue.isQuick('a')]).toEqual([true, false]);
  });

  test('keeps no data of owners without items and usage', () => {
    const { queue, pass } = createQueue(2);
    const items = Array.from({ length: 1_000 }, (_, n) => {
      return { name: 'a', workspaceId: `workspace ${n % 7}`, webhookId: `webhook ${n}` };
    });
    for (const item of items) queue.add(item);
    expect(takeAll(queue)).toHaveLength(1_000);
    for (const item of items) queue.freeSlot(item, 100);
    pass(300_000);
    queue.add(itemOf('a1', 'workspace 1'));
    expect(takeAll(queue, 1)).toEqual(['a1']); // nothing of the workspace counts as in flight
    expect(items.map(({ webhookId }) => queue.countOf(webhookId))).toEqual(Array(1_000).fill(0));
  });
});
