import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { holdAnswers, type HeldAnswers } from '../kit/hold-answers.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** What counts in memory is this clock; a lease that runs out in the database is not taken from its holder. */
const clock = createFakeClock();
const scene = setScene({
  env: { LEASE_SECONDS: '3', DELIVERY_PER_WEBHOOK: '1' },
  options: { clock },
});

/** Two thirds of a lease. */
const waitedMs = 2_000;

/** The claim token of each of the workspace's deliveries by its id. */
async function readTokens(): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; token: string | null }>`
    select id, claim_token as token from deliveries
    where workspace_id = ${scene.customer.workspaceId}
  `.execute(scene.app.app.database.em.fork().getKysely());
  return new Map(rows.map(({ id, token }) => [id, token]));
}

/** Publishes three; the receiver holds the first, so the others wait behind it in memory. */
async function letTwoWait(held: HeldAnswers) {
  const { customer, receiver } = scene;
  receiver.answer(held.answer);
  await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish(3);
  await held.waitFor(1);
  return readTokens();
}

/** The id of the delivery that the receiver was sent as its `n`th request. */
function idOfRequest(n: number): string {
  const header = scene.receiver.requests[n - 1]?.headers['x-stockaj-delivery'];
  return decodeId(IdPrefix.delivery, String(header)) ?? '';
}

async function expectAllSentOnce(): Promise<void> {
  const log = await scene.customer.waitForLog(3);
  const once = { status: 'SUCCEEDED', attemptCount: 1, attempts: [{ responseStatus: 200 }] };
  expect(log).toMatchObject(Array(3).fill(once));
  expect(scene.receiver.requests).toHaveLength(3);
}

test.each([
  ['while more than a third of its lease remains starts under it', waitedMs - 1, true],
  ['until only a third is left is given back and starts under a new one', waitedMs, false],
])('a delivery that has waited %s, as its first attempt', async (_, ms, isSame) => {
  const held = holdAnswers();
  const before = await letTwoWait(held);
  clock.advance(ms);
  held.release(200);
  await held.waitFor(1);
  const second = idOfRequest(2);
  const tokens = await readTokens();
  expect(tokens.get(second)).not.toBeNull();
  expect(tokens.get(second) === before.get(second)).toBe(isSame);
  scene.receiver.answer(200);
  held.release(200);
  await expectAllSentOnce();
});

test('what has waited too long is given back also while its receiver hangs, and sent later as its first attempt', async () => {
  const held = holdAnswers();
  const before = await letTwoWait(held);
  const first = idOfRequest(1);
  clock.advance(waitedMs);
  await waitUntil('the two that wait are out of their old claims', async () => {
    const kept = [...(await readTokens())].filter(([id, token]) => token === before.get(id));
    return kept.length === 1 && kept[0]?.[0] === first;
  });
  expect(scene.receiver.requests).toHaveLength(1);
  scene.receiver.answer(200);
  held.release(200);
  await expectAllSentOnce();
});
