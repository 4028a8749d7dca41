import { expect, test } from '@jest/globals';
import { stopInOrder } from '../../src/process/stop-in-order.ts';

/** Parts that write into `stopped` when they are. */
function createParts() {
  const stopped: string[] = [];
  const part = (name: string, error?: Error) => ({
    stop() {
      stopped.push(name);
      if (error) throw error;
      return Promise.resolve();
    },
  });
  return { stopped, part };
}

test('a group is stopped when the one before it is', async () => {
  const { stopped, part } = createParts();
  const first = Promise.withResolvers<undefined>();
  const ended = stopInOrder(
    [{ stop: async () => first.promise }, part('beside it')],
    [part('next')],
  );
  await Promise.resolve();
  expect(stopped).toEqual(['beside it']);
  first.resolve(undefined);
  await ended;
  expect(stopped).toEqual(['beside it', 'next']);
});

test('parts that fail keep no other from being stopped, and the first error is told', async () => {
  const { stopped, part } = createParts();
  const ended = stopInOrder(
    [part('a', new Error('a is broken')), part('b')],
    [part('c', new Error('c is broken'))],
    [part('d')],
  );
  await expect(ended).rejects.toThrow('a is broken');
  expect(stopped).toEqual(['a', 'b', 'c', 'd']);
});
