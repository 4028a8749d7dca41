import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createBackoff, pause } from '../../src/kernel/index.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const bounds = { minMs: 100, maxMs: 5_000 };

test.each([
  [0, [50, 100, 200, 400, 800, 1_600, 2_500, 2_500]],
  [0.5, [75, 150, 300, 600, 1_200, 2_400, 3_750, 3_750]],
])('waits double up to the bound, with random %d', (random, expected) => {
  const backoff = createBackoff({ ...bounds, random: () => random });
  expect(expected.map(() => backoff.next())).toEqual(expected);
});

test('waits differ between nodes and stay within their bounds', () => {
  const waits = Array.from({ length: 100 }, () => createBackoff(bounds).next());
  expect(new Set(waits).size).toBeGreaterThan(1);
  for (const waitMs of waits) {
    expect(waitMs).toBeGreaterThanOrEqual(50);
    expect(waitMs).toBeLessThan(100);
  }
});

test('a reset starts with the shortest wait again', () => {
  const backoff = createBackoff({ ...bounds, random: () => 0 });
  for (let n = 0; n < 10; n += 1) backoff.next();
  backoff.reset();
  expect([backoff.next(), backoff.next()]).toEqual([50, 100]);
});

test('a pause ends after its time', async () => {
  let isOver = false;
  const paused = pause(1_000, new AbortController().signal).then(() => (isOver = true));
  await jest.advanceTimersByTimeAsync(999);
  expect(isOver).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  await paused;
});

test('an abort ends a pause at once, before it and during it', async () => {
  const stopping = new AbortController();
  const paused = pause(60_000, stopping.signal);
  stopping.abort();
  await paused;
  await pause(60_000, stopping.signal);
});
