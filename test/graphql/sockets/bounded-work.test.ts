import { expect, test } from '@jest/globals';
import { createBoundedWork } from '../../../src/graphql/sockets/bounded-work.ts';

test('work waits in order while too much is in progress, larger work runs alone, and failed work ends too', async () => {
  const run = createBoundedWork(10);
  const started: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<undefined>>();
  const running = [6, 4, 1, 30, 2].map((amount) => {
    const end = Promise.withResolvers<undefined>();
    ends.set(amount, end);
    return run(amount, async () => {
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
