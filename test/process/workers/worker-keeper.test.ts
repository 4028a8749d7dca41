import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createLogger } from '../../../src/kernel/index.ts';
import type { RunningWorker, WorkerEnd } from '../../../src/process/workers/launch-worker.ts';
import { createWorkerKeeper } from '../../../src/process/workers/worker-keeper.ts';

/** A process that does what a test says. */
interface Played {
  ready: PromiseWithResolvers<string | null>;
  ended: PromiseWithResolvers<WorkerEnd>;
  stopCount: number;
  killCount: number;
}

let launched: Played[];
/** Number of launches that fail from now on. */
let failingLaunches: number;
beforeEach(() => {
  launched = [];
  failingLaunches = 0;
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

function launch(): RunningWorker {
  if (failingLaunches > 0) {
    failingLaunches -= 1;
    throw new Error('spawn ENOMEM');
  }
  const played: Played = {
    ready: Promise.withResolvers(),
    ended: Promise.withResolvers(),
    stopCount: 0,
    killCount: 0,
  };
  launched.push(played);
  return {
    ready: played.ready.promise,
    ended: played.ended.promise,
    pid: 1,
    askMetrics: () => Promise.resolve('metrics'),
    stop: () => void (played.stopCount += 1),
    kill() {
      played.killCount += 1;
      played.ended.resolve({ code: null, signal: 'SIGKILL' });
    },
  };
}

const order = { number: 1, roles: ['api'], listens: true, databaseUrl: '' } as const;
const createKeeper = () =>
  createWorkerKeeper({ order, launch, logger: createLogger('silent'), stopWithinMs: 10_000 });

/** Starts a keeper whose first worker is ready. */
async function startKeeper() {
  const keeper = createKeeper();
  const started = keeper.start();
  launched[0]!.ready.resolve('url');
  expect(await started).toBe('url');
  return keeper;
}

/** Ends the newest worker, and lets this many milliseconds pass. */
async function endNewest(waitMs: number): Promise<void> {
  launched.at(-1)!.ended.resolve({ code: 1, signal: null });
  await jest.advanceTimersByTimeAsync(waitMs);
}

test('the first worker must start; its error is passed on and nothing is restarted', async () => {
  const started = createKeeper().start();
  launched[0]!.ready.reject(new Error('Port 4000 is taken.'));
  await expect(started).rejects.toThrow('Port 4000 is taken.');
  await endNewest(100_000);
  expect(launched).toHaveLength(1);
});

test('a worker that ends is replaced within a second, and later each time it soon ends again', async () => {
  const keeper = await startKeeper();
  for (const [at, waitMs] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
    await endNewest(waitMs / 2 - 1); // a wait is random: between half and all of its bound
    expect(launched).toHaveLength(at + 1);
    expect(await keeper.askMetrics()).toBeNull();
    await jest.advanceTimersByTimeAsync(waitMs / 2 + 1);
    expect(launched).toHaveLength(at + 2);
  }
});

test('a worker that has worked for a minute is replaced within a second again', async () => {
  await startKeeper();
  await endNewest(1_000);
  await endNewest(2_000);
  await jest.advanceTimersByTimeAsync(60_001);
  await endNewest(1_000);
  expect(launched).toHaveLength(4);
});

test('a worker that cannot be launched is tried again, later each time', async () => {
  const keeper = await startKeeper();
  expect([keeper.isReady(), keeper.restartCount()]).toEqual([true, 0]);
  failingLaunches = 2;
  await endNewest(1_000);
  expect(failingLaunches).toBe(1);
  expect([keeper.isReady(), keeper.restartCount()]).toEqual([false, 1]);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(failingLaunches).toBe(0);
  expect(launched).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(4_000);
  expect(launched).toHaveLength(2);
  expect([keeper.isReady(), keeper.restartCount()]).toEqual([false, 3]);
  launched[1]!.ready.resolve('url');
  await jest.advanceTimersByTimeAsync(0);
  expect(keeper.isReady()).toBe(true);
});

test('a stop asks the worker to stop, waits for its end, and restarts nothing', async () => {
  const keeper = await startKeeper();
  const stopped = keeper.stop();
  expect(launched[0]!.stopCount).toBe(1);
  launched[0]!.ended.resolve({ code: 0, signal: null });
  await stopped;
  await jest.advanceTimersByTimeAsync(100_000);
  expect(launched).toHaveLength(1);
});

test('a stop kills a worker that takes too long, and says so', async () => {
  const keeper = await startKeeper();
  const stopped = keeper.stop();
  stopped.catch(() => undefined); // checked below
  await jest.advanceTimersByTimeAsync(10_000);
  expect(launched[0]!.killCount).toBe(1);
  await expect(stopped).rejects.toThrow('Worker 1 ended with SIGKILL.');
});

test.each([
  { code: null, signal: 'SIGTERM' },
  { code: 1, signal: null },
])('a stop is in order when a worker that is still starting ends with %j', async (end) => {
  const keeper = await startKeeper();
  await endNewest(1_000);
  const stopped = keeper.stop();
  launched[1]!.ended.resolve(end);
  await stopped;
  await jest.advanceTimersByTimeAsync(100_000);
  expect(launched).toHaveLength(2);
});

test('a stop between two workers restarts nothing', async () => {
  const keeper = await startKeeper();
  await endNewest(0);
  await keeper.stop();
  await jest.advanceTimersByTimeAsync(100_000);
  expect(launched).toHaveLength(1);
});
