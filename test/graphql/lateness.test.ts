import { expect, test } from '@jest/globals';
import { createLatenessMeter } from '../../src/graphql/lateness.ts';
import { createPacer } from '../../src/graphql/pacer.ts';
import { waitUntil } from '../kit/wait-until.ts';

const never = { lateAfterDelayMs: Infinity, lateAfterWaitMs: Infinity };

test('a node whose event loop stands still is late, and is in time again when it goes on', async () => {
  const meter = createLatenessMeter({ ...never, lateAfterDelayMs: 5, nodeWaitMs: () => 0 });
  meter.start();
  await waitUntil('the meter says very late', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150); // holds the thread up
    return meter.read() === 2;
  });
  await waitUntil('the meter says in time', () => meter.read() === 0);
  meter.stop();
});

test.each([
  [99, 0],
  [100, 1],
  [199, 1],
  [200, 2],
])('a node whose operations wait for %i ms of 100 is late to the degree %i', async (ms, degree) => {
  const asked = Promise.withResolvers<undefined>();
  const nodeWaitMs = () => {
    asked.resolve(undefined);
    return ms;
  };
  const meter = createLatenessMeter({ ...never, lateAfterWaitMs: 100, nodeWaitMs });
  meter.start();
  await asked.promise;
  await new Promise(setImmediate);
  expect(meter.read()).toBe(degree);
  meter.stop();
});

test('work is done at once when there was none, later when there was, and never beyond what may wait', async () => {
  const done: number[] = [];
  const pacer = createPacer(20, 2);
  const taken = [1, 2, 3, 4].map((n) => pacer.pace(() => done.push(n)));
  expect(taken).toEqual([true, true, true, false]);
  expect(done).toEqual([1]);
  await waitUntil('all that was taken is done', () => done.length === 3);
  expect(done).toEqual([1, 2, 3]);
});
