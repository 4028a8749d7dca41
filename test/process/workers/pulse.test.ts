import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Channel, WorkerMessage } from '../../../src/process/workers/channel.ts';
import { startPulse, watchPulse } from '../../../src/process/workers/pulse.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A channel whose messages arrive while `isOpen`. */
function createLink() {
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const link = { isOpen: true };
  const channel: Channel = {
    send: (message) => link.isOpen && listeners.forEach((listener) => listener(message)),
    sendLast: () => Promise.resolve(),
    onMessage: (listener) => void listeners.push(listener),
  };
  return Object.assign(link, { channel });
}

/** Watches a worker of which only the pulses are played. */
function watch() {
  const link = createLink();
  const reasons: string[] = [];
  const endWatch = watchPulse(link.channel, (reason) => void reasons.push(reason));
  startPulse(link.channel);
  return { link, reasons, endWatch };
}

test('a ready worker is silent after 30 s without a pulse, and not while its pulses come', () => {
  const { link, reasons, endWatch } = watch();
  link.channel.send({ kind: 'ready', url: null });
  jest.advanceTimersByTime(200_000);
  link.isOpen = false;
  jest.advanceTimersByTime(29_000);
  link.isOpen = true;
  jest.advanceTimersByTime(1_000);
  link.isOpen = false;
  jest.advanceTimersByTime(30_000);
  expect(reasons).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(reasons).toEqual(['Its event loop has been blocked for 30 s.']);
  endWatch();
  jest.advanceTimersByTime(200_000);
  expect(reasons).toHaveLength(1);
});

test('a worker that starts has 120 s to become ready, with or without pulses', () => {
  const { link, reasons, endWatch } = watch();
  jest.advanceTimersByTime(60_000);
  link.isOpen = false;
  jest.advanceTimersByTime(60_000);
  expect(reasons).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(reasons).toEqual(['It was not ready after 120 s.']);
  endWatch();
});
