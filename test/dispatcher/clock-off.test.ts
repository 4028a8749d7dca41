import { expect, test } from '@jest/globals';
import { createReadiness } from '../../src/process/readiness.ts';
import { createDatabaseClock } from '../../src/dispatcher/database-clock.ts';
import { createLogger } from '../../src/kernel/index.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** More than receivers tolerate. */
const offMs = 600_000;

const clock = createFakeClock();
clock.travel(-offMs);
const lines: { msg: string; offSeconds?: number }[] = [];
const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
const fixture = setUpNode({ options: { clock, logger: createLogger('info', { write }) } });

test("a node whose clock is 10 minutes off uses the database's time, and logs that once", async () => {
  const { customer, receiver } = fixture;
  await waitUntil('it is logged', () => lines.some(({ offSeconds }) => offSeconds === -600));
  await customer.createWebhook(receiver.url);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  const sent = Number(receiver.requests[0]!.headers['webhook-timestamp']) * 1_000;
  expect(Math.abs(sent - Date.now())).toBeLessThan(offMs / 2);
  const { startedAt } = delivery!.attempts[0]!;
  expect(Math.abs(new Date(startedAt).getTime() - Date.now())).toBeLessThan(offMs / 2);
  expect(lines.filter(({ msg }) => msg.includes('clock is wrong'))).toHaveLength(1);

  clock.travel(offMs);
  await waitUntil('the end is logged', () => lines.some(({ msg }) => msg.includes('agrees')));
});

test('a clock that agrees with the database within the precision of a reading is not corrected', () => {
  const ms = Date.UTC(2026, 0, 1);
  const own = { now: () => new Date(ms), monotonicMs: () => 0 };
  const corrected = createDatabaseClock(own, createLogger('silent'));
  corrected.correct(ms - 20, ms - 40); // sent 40 ms ago: the reading is from some moment since then
  expect(corrected.now().getTime()).toBe(ms);
  corrected.correct(ms + 5_000, ms - 40);
  expect(corrected.now().getTime()).toBe(ms + 5_000);
  corrected.correct(ms + 5_020, ms - 40);
  expect(corrected.now().getTime()).toBe(ms + 5_020);
});

test('a node whose clock is off is not ready, and reports by how much', async () => {
  const behind = createFakeClock();
  behind.travel(-offMs);
  const { database } = fixture.app.app;
  const parts = { database, clock: behind, errorLog: createTestErrorLog() };
  const ask = createReadiness({ ...parts, explainAbsence: async () => null });
  expect((await ask()).reasons).toEqual([
    "The clock of this machine is 600 s behind the database's.",
  ]);
  behind.travel(offMs);
  await waitUntil('it is ready', async () => (await ask()).ready);
});
