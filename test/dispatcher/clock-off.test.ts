import { expect, test } from '@jest/globals';
import { createReadiness } from '../../src/process/readiness.ts';
import { createDatabaseClock } from '../../src/dispatcher/database-clock.ts';
import { createLogger } from '../../src/kernel/index.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Farther off than any receiver forgives. */
const offMs = 600_000;

const clock = createFakeClock();
clock.travel(-offMs);
const lines: { msg: string; offSeconds?: number }[] = [];
const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
const scene = setScene({ options: { clock, logger: createLogger('info', { write }) } });

test('a node whose clock is 10 minutes off signs and logs with the time of the database, and says so once', async () => {
  const { customer, receiver } = scene;
  await waitUntil('it is logged', () => lines.some(({ offSeconds }) => offSeconds === -600));
  await customer.createWebhook(receiver.url);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  const sent = Number(receiver.requests[0]!.headers['webhook-timestamp']) * 1_000;
  expect(Math.abs(sent - Date.now())).toBeLessThan(offMs / 2);
  const { startedAt } = delivery!.attempts[0]!;
  expect(Math.abs(new Date(startedAt).getTime() - Date.now())).toBeLessThan(offMs / 2);
  expect(lines.filter(({ msg }) => msg.includes('clock is off'))).toHaveLength(1);

  clock.travel(offMs);
  await waitUntil('the end is logged', () => lines.some(({ msg }) => msg.includes('agrees')));
});

test('a clock that agrees with the database within what a statement can tell is left as it is', () => {
  const ms = Date.UTC(2026, 0, 1);
  const own = { now: () => new Date(ms), monotonicMs: () => 0 };
  const corrected = createDatabaseClock(own, createLogger('silent'));
  corrected.correct(ms - 20, ms - 40); // sent 40 ms ago: within these the database said so
  expect(corrected.now().getTime()).toBe(ms);
  corrected.correct(ms + 5_000, ms - 40);
  expect(corrected.now().getTime()).toBe(ms + 5_000);
  corrected.correct(ms + 5_020, ms - 40);
  expect(corrected.now().getTime()).toBe(ms + 5_020);
});

test('a node whose clock is off is not ready, and tells by how much', async () => {
  const behind = createFakeClock();
  behind.travel(-offMs);
  const { database } = scene.app.app;
  const parts = { database, clock: behind, errorLog: createTestErrorLog() };
  const ask = createReadiness({ ...parts, explainAbsence: async () => null });
  expect((await ask()).reasons).toEqual([
    "The clock of this machine is 600 s behind the database's.",
  ]);
  behind.travel(offMs);
  await waitUntil('it is ready', async () => (await ask()).ready);
});
