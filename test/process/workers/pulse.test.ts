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

test('a worker is silent after 30 s without a pulse, and not while its pulses come', () => {
  const link = createLink();
  let silenceCount = 0;
  const endWatch = watchPulse(link.channel, () => (silenceCount += 1));
  startPulse(link.channel);
  jest.advanceTimersByTime(100_000);
  link.isOpen = false;
  jest.advanceTimersByTime(29_000);
  link.isOpen = true;
  jest.advanceTimersByTime(1_000);
  link.isOpen = false;
  jest.advanceTimersByTime(30_000);
  expect(silenceCount).toBe(0);
  jest.advanceTimersByTime(1_000);
  expect(silenceCount).toBe(1);
  endWatch();
  jest.advanceTimersByTime(100_000);
  expect(silenceCount).toBe(1);
});
