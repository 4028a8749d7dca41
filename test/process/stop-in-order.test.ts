import { expect, test } from '@jest/globals';
import { stopInOrder } from '../../src/process/stop-in-order.ts';

/** Makes parts that write into `stopped` when they are stopped. */
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

test('a group is stopped after the one before it', async () => {
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

test('all parts are stopped even if some fail, and the first error is thrown', async () => {
  const { stopped, part } = createParts();
  const ended = stopInOrder(
    [part('a', new Error('a is broken')), part('b')],
    [part('c', new Error('c is broken'))],
    [part('d')],
  );
  await expect(ended).rejects.toThrow('a is broken');
  expect(stopped).toEqual(['a', 'b', 'c', 'd']);
});
