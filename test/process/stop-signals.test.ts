import { expect, test } from '@jest/globals';
import { createPressReader } from '../../src/process/stop-signals.ts';

test('one Ctrl-C that is told twice is one request to end, and the next one is another', () => {
  const read = createPressReader();
  expect(read('SIGINT', 10_000)).toBe('first');
  expect(read('SIGINT', 10_003)).toBe('echo');
  expect(read('SIGINT', 10_499)).toBe('echo');
  expect(read('SIGINT', 10_500)).toBe('again');
});

test('another signal is another request, however soon it comes', () => {
  const read = createPressReader();
  expect(read('SIGINT', 10_000)).toBe('first');
  expect(read('SIGTERM', 10_000)).toBe('again');
});
