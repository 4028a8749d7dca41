import { expect, test } from '@jest/globals';
import { createPaceWaits } from '../../src/dispatcher/pace-waits.ts';

test('a webhook waits as long as its last claim said', () => {
  let nowMs = 0;
  const waits = createPaceWaits(() => nowMs);
  expect(waits.isWaiting('a')).toBe(false);
  waits.note(new Map([['a', 400]]));
  expect([waits.isWaiting('a'), waits.isWaiting('b')]).toEqual([true, false]);
  nowMs = 400;
  expect(waits.isWaiting('a')).toBe(false);
});
