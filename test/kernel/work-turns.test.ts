import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createWorkTurns } from '../../src/kernel/work-turns.ts';

test('a turn of the event loop starts no more work than its units, in the order of the calls', async () => {
  const turns = createWorkTurns(3);
  const started: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    void (async () => {
      await turns.take(1);
      started.push(n);
    })();
  }
  const counts: number[] = [];
  while (started.length < 7) {
    await Promise.resolve();
    counts.push(started.length);
    await setImmediate();
  }
  expect(counts).toEqual([3, 6]);
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('work that exceeds a turn has one for itself', async () => {
  const turns = createWorkTurns(3);
  expect(turns.take(100)).toBeUndefined();
  const next = turns.take(1);
  expect(next).toBeInstanceOf(Promise);
  await next;
  expect(turns.take(1)).toBeUndefined();
});

test('owners with waiting work take turns, and each keeps its order', async () => {
  const turns = createWorkTurns(1);
  const started: string[] = [];
  const names = ['x1', 'x2', 'x3', 'y1', 'z1', 'y2'];
  await Promise.all(
    names.map(async (name) => {
      await turns.take(1, name.charAt(0));
      started.push(name);
    }),
  );
  expect(started).toEqual(['x1', 'x2', 'y1', 'z1', 'x3', 'y2']);
});

test('an owner with small work gets as many units as one with large work', async () => {
  const turns = createWorkTurns(4);
  const started: string[] = [];
  const take = async (name: string, units: number) => {
    await turns.take(units, name);
    started.push(name);
  };
  await take('first', 4);
  const names = [...Array<string>(4).fill('large'), ...Array<string>(10).fill('small')];
  await Promise.all(names.map(async (name) => take(name, name === 'large' ? 10 : 1)));
  const order = started.slice(1).map((name) => name.charAt(0));
  expect(order.join('')).toBe('lsssslsssslssl');
});
