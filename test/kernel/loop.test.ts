import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createLoop, pause, type Loop } from '../../src/kernel/index.ts';

/** The runs that have begun. A test decides when each ends. */
let runs: { end: () => void; fail: (error: Error) => void }[];
let errors: unknown[];
let loop: Loop;

function open(options: Partial<Parameters<typeof createLoop>[0]> = {}): Loop {
  const run = () =>
    new Promise<void>((resolve, reject) => void runs.push({ end: resolve, fail: reject }));
  return createLoop({ run, onError: (error) => errors.push(error), ...options });
}

/** Lets `ms` milliseconds pass. */
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
  [runs, errors] = [[], []];
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

async function stop(): Promise<void> {
  const stopped = loop.stop();
  runs.at(-1)?.end();
  await stopped;
}

test('a loop runs at its start, at each tick, and at a wake-up', async () => {
  loop = open({ everyMs: 1_000 });
  loop.wake();
  await pass(5_000);
  expect(runs).toHaveLength(0);
  loop.start();
  expect(runs).toHaveLength(1);
  runs[0]!.end();
  await pass(999);
  expect(runs).toHaveLength(1);
  await pass(1);
  expect(runs).toHaveLength(2);
  runs[1]!.end();
  await pass(1);
  loop.wake();
  expect(runs).toHaveLength(3);
  await stop();
});

test('a loop that does not run at its start runs at the first tick', async () => {
  loop = open({ everyMs: 1_000, runsAtStart: false });
  loop.start();
  await pass(999);
  expect(runs).toHaveLength(0);
  await pass(1);
  expect(runs).toHaveLength(1);
  await stop();
});

test('wake-ups during a run cause one more run after it, and ticks cause none', async () => {
  loop = open({ everyMs: 1_000 });
  loop.start();
  for (let n = 0; n < 3; n += 1) loop.wake();
  await pass(3_500);
  expect(runs).toHaveLength(1);
  runs[0]!.end();
  await pass(0);
  expect(runs).toHaveLength(2);
  await pass(3_000);
  runs[1]!.end();
  await pass(0);
  expect(runs).toHaveLength(2);
  await stop();
});

test('a wake-up at any moment of a run is followed by a whole run', async () => {
  loop = open();
  loop.start();
  for (let steps = 0; steps < 8; steps += 1) {
    const before = runs.length;
    runs.at(-1)!.end();
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    loop.wake();
    await pass(0);
    expect(runs).toHaveLength(before + 1);
  }
  await stop();
});

test('a failed run is reported and does not end the loop', async () => {
  loop = open({ everyMs: 1_000 });
  loop.start();
  loop.wake();
  const error = new Error('no answer');
  runs[0]!.fail(error);
  await pass(0);
  expect(errors).toEqual([error]);
  expect(runs).toHaveLength(2);
  runs[1]!.fail(error);
  await pass(1_000);
  expect(runs).toHaveLength(3);
  await stop();
});

test('runs keep their gap, and a wake-up within it waits for its end', async () => {
  loop = open({ gapMs: 50 });
  loop.start();
  runs[0]!.end();
  await pass(10);
  loop.wake();
  await pass(39);
  expect(runs).toHaveLength(1);
  await pass(1);
  expect(runs).toHaveLength(2);
  await stop();
});

test('a stop waits for the run under way, and no other begins', async () => {
  loop = open({ everyMs: 1_000 });
  loop.start();
  loop.wake();
  let isStopped = false;
  const stopped = loop.stop().then(() => (isStopped = true));
  loop.wake();
  await pass(5_000);
  expect(isStopped).toBe(false);
  runs[0]!.end();
  await stopped;
  loop.start();
  loop.wake();
  await pass(5_000);
  expect(runs).toHaveLength(1);
});

test('a stop during the gap does not wait for its end', async () => {
  loop = open({ gapMs: 1_000 });
  loop.start();
  runs[0]!.end();
  await pass(10);
  await loop.stop();
  expect(jest.getTimerCount()).toBe(0);
});

test('a loop that was stopped before its start never runs', async () => {
  loop = open({ everyMs: 1_000 });
  await loop.stop();
  loop.start();
  expect(runs).toHaveLength(0);
});

test('a stop aborts the signal of the run under way, and a failure of that run is reported', async () => {
  const error = new Error('no answer');
  loop = createLoop({
    run: async (stopping) => {
      await pause(60_000, stopping);
      throw error;
    },
    onError: (thrown) => errors.push(thrown),
  });
  loop.start();
  await loop.stop();
  expect(errors).toEqual([error]);
});

test('a failed run is repeated after growing waits, if the loop is told so, until one succeeds', async () => {
  loop = open({ retry: { minMs: 100, maxMs: 200, random: () => 1 } });
  loop.start();
  for (const waitMs of [100, 200, 200]) {
    const count = runs.length;
    runs.at(-1)!.fail(new Error('no'));
    await pass(waitMs - 1);
    expect(runs).toHaveLength(count);
    await pass(1);
    expect(runs).toHaveLength(count + 1);
  }
  runs.at(-1)!.end();
  await pass(10_000);
  expect(runs).toHaveLength(4);
  expect(errors).toHaveLength(3);
  await stop();
});

test('a stop ends the wait after a failed run', async () => {
  loop = open({ retry: { minMs: 100, maxMs: 200 } });
  loop.start();
  runs[0]!.fail(new Error('no'));
  await pass(1);
  await stop();
  expect(runs).toHaveLength(1);
});
