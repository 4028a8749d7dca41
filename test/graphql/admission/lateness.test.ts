import { expect, test } from '@jest/globals';
import { createLatenessMeter } from '../../../src/graphql/admission/lateness.ts';
import { createPacer } from '../../../src/graphql/admission/pacer.ts';
import { waitUntil } from '../../kit/wait-until.ts';

const noWaits = { waitMs: () => 0, nodeWaitMs: () => 0 };
const never = {
  onMeasured: () => undefined,
  lateAfterDelayMs: Infinity,
  lateAfterWaitMs: Infinity,
};

test('a node with a blocked event loop is late, and on time again afterwards', async () => {
  const meter = createLatenessMeter({ ...never, ...noWaits, lateAfterDelayMs: 5 });
  meter.start();
  await waitUntil('the meter says very late', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150); // blocks the thread
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
  'waits of %i ms, %i of them for the node, give lateness %i with a limit of 100 ms',
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

test('work runs at once when none ran before, else in its turn, and never beyond the waiting limit', async () => {
  const done: number[] = [];
  const pacer = createPacer(20, 2);
  const taken = [1, 2, 3, 4].map((n) => pacer.pace(() => done.push(n)));
  expect(taken).toEqual([true, true, true, false]);
  expect(done).toEqual([1]);
  await waitUntil('all that was taken is done', () => done.length === 3);
  expect(done).toEqual([1, 2, 3]);
});
