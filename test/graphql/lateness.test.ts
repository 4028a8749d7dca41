import { expect, test } from '@jest/globals';
import { createLatenessMeter } from '../../src/graphql/lateness.ts';
import { createPacer } from '../../src/graphql/pacer.ts';
import { waitUntil } from '../kit/wait-until.ts';

const noWaits = { waitMs: () => 0, nodeWaitMs: () => 0 };
const never = {
  onMeasured: () => undefined,
  lateAfterDelayMs: Infinity,
  lateAfterWaitMs: Infinity,
};

test('a node whose event loop stands still is late, and is in time again when it goes on', async () => {
  const meter = createLatenessMeter({ ...never, ...noWaits, lateAfterDelayMs: 5 });
  meter.start();
  await waitUntil('the meter says very late', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150); // holds the thread up
    return meter.read() === 2;
  });
  await waitUntil('the meter says in time', () => meter.read() === 0);
  meter.stop();
});

test.each([
  [99, 99, 0],
  [100, 100, 1],
  [100, 0, 1],
  [1_000, 199, 1],
  [200, 200, 2],
])(
  'operations that wait for %i ms, for %i of them for the node, make it late to the degree %i of 100 ms',
  async (ms, nodeMs, degree) => {
    const asked = Promise.withResolvers<undefined>();
    const nodeWaitMs = () => {
      asked.resolve(undefined);
      return nodeMs;
    };
    const waits = { waitMs: () => ms, nodeWaitMs };
    const meter = createLatenessMeter({ ...never, ...waits, lateAfterWaitMs: 100 });
    meter.start();
    await asked.promise;
    await new Promise(setImmediate);
    expect(meter.read()).toBe(degree);
    meter.stop();
  },
);

test('work is done at once when there was none, later when there was, and never beyond what may wait', async () => {
  const done: number[] = [];
  const pacer = createPacer(20, 2);
  const taken = [1, 2, 3, 4].map((n) => pacer.pace(() => done.push(n)));
  expect(taken).toEqual([true, true, true, false]);
  expect(done).toEqual([1]);
  await waitUntil('all that was taken is done', () => done.length === 3);
  expect(done).toEqual([1, 2, 3]);
});
