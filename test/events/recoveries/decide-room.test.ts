import { expect, test } from '@jest/globals';
import { decideRoom } from '../../../src/events/recoveries/decide-room.ts';

test.each([
  ['starts with 50', { countBefore: 0, count: 0, elapsedMs: 1_000 }, 50],
  ['adds nothing while nothing is sent', { countBefore: 50, count: 50, elapsedMs: 250 }, 0],
  ['adds nothing for less than 25', { countBefore: 50, count: 30, elapsedMs: 2_000 }, 0],
  ['grows while the webhook is fast', { countBefore: 50, count: 0, elapsedMs: 250 }, 200],
  ['keeps what takes a second', { countBefore: 300, count: 50, elapsedMs: 1_000 }, 200],
  ['makes at most 500', { countBefore: 1_000, count: 0, elapsedMs: 250 }, 500],
  ['keeps at most 1,000', { countBefore: 2_000, count: 900, elapsedMs: 250 }, 100],
  ['measures no pace over less than 100 ms', { countBefore: 60, count: 50, elapsedMs: 0 }, 50],
  [
    'adds nothing while new events fill the line',
    { countBefore: 50, count: 400, elapsedMs: 250 },
    0,
  ],
])('the line of a webhook %s', (_title, line, room) => {
  expect(decideRoom(line)).toBe(room);
});
