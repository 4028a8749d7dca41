import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from '@jest/globals';
import { listenForStop } from '../../src/process/stop-signals.ts';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.ts';

let source: EventEmitter;
let clock: FakeClock;
let exitCount: number;
let stopped: AbortSignal;

beforeEach(() => {
  [source, clock, exitCount] = [new EventEmitter(), createFakeClock(), 0];
  stopped = listenForStop({
    signals: ['SIGINT', 'SIGTERM'],
    source,
    clock,
    exit: () => (exitCount += 1),
  });
});

test('the first signal stops in order, and its repetition within half a second changes nothing', () => {
  expect(stopped.aborted).toBe(false);
  source.emit('SIGINT');
  expect(stopped.aborted).toBe(true);
  for (const ms of [3, 496]) {
    clock.advance(ms);
    source.emit('SIGINT');
  }
  expect(exitCount).toBe(0);
});

test('the same signal half a second later ends the process at once', () => {
  source.emit('SIGINT');
  clock.advance(500);
  source.emit('SIGINT');
  expect(exitCount).toBe(1);
});

test('another signal is another request, however soon it comes', () => {
  source.emit('SIGINT');
  source.emit('SIGTERM');
  expect(exitCount).toBe(1);
});
