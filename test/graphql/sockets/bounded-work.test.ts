import { expect, test } from '@jest/globals';
import { createBoundedWork } from '../../../src/graphql/sockets/bounded-work.ts';

test('work waits in order while too much is in progress, larger work runs alone, and failed work ends too', async () => {
  const run = createBoundedWork(10);
  const started: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<undefined>>();
  const running = [6, 4, 1, 30, 2].map((amount) => {
    const end = Promise.withResolvers<undefined>();
    ends.set(amount, end);
    return run('x', amount, async () => {
      started.push(amount);
      await end.promise;
      return amount;
    });
  });
  const settle = async (amount: number, error?: Error) => {
    const place = [6, 4, 1, 30, 2].indexOf(amount);
    if (error) ends.get(amount)!.reject(error);
    else ends.get(amount)!.resolve(undefined);
    return running[place];
  };
  await Promise.resolve();
  expect(started).toEqual([6, 4]);
  await expect(settle(4, new Error('broken'))).rejects.toThrow('broken');
  expect(started).toEqual([6, 4, 1]);
  await settle(6);
  expect(started).toEqual([6, 4, 1]);
  expect(await settle(1)).toBe(1);
  await Promise.resolve();
  expect(started).toEqual([6, 4, 1, 30]);
  await settle(30);
  expect(await settle(2)).toBe(2);
  expect(started).toEqual([6, 4, 1, 30, 2]);
});

test('owners with waiting work take turns', async () => {
  const run = createBoundedWork(1);
  const order: string[] = [];
  const names = ['x1', 'x2', 'x3', 'y1', 'z1', 'y2'];
  await Promise.all(names.map((name) => run(name.charAt(0), 1, async () => order.push(name))));
  expect(order).toEqual(['x1', 'x2', 'y1', 'z1', 'x3', 'y2']);
});
