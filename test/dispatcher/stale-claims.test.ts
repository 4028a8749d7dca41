import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { holdAnswers, type HeldAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** The clock for leases in memory. A node does not settle expired leases of deliveries that it still holds. */
const clock = createFakeClock();
const fixture = setUpNode({
  env: { LEASE_SECONDS: '3', DELIVERY_PER_WEBHOOK: '1' },
  options: { clock },
});

/** Two thirds of a lease. */
const waitedMs = 2_000;

/** Returns the claim token of each delivery of the workspace, by id. */
async function readTokens(): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; token: string | null }>`
    select delivery_id as id, claim_token as token from delivery_queue
    where workspace_id = ${fixture.customer.workspaceId}
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return new Map(rows.map(({ id, token }) => [id, token]));
}

/** Publishes three events. The receiver holds the first, so the others wait in memory. */
async function letTwoWait(held: HeldAnswers) {
  const { customer, receiver } = fixture;
  receiver.answer(held.answer);
  await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish(3);
  await held.waitFor(1);
  return readTokens();
}

/** Returns the id of the delivery in the `n`th request to the receiver. */
function idOfRequest(n: number): string {
  const header = fixture.receiver.requests[n - 1]?.headers['x-stockaj-delivery'];
  return decodeId(IdPrefix.delivery, String(header)) ?? '';
}

async function expectAllSentOnce(): Promise<void> {
  const log = await fixture.customer.waitForLog(3);
  const once = { status: 'SUCCEEDED', attemptCount: 1, attempts: [{ responseStatus: 200 }] };
  expect(log).toMatchObject(Array(3).fill(once));
  expect(fixture.receiver.requests).toHaveLength(3);
}

test.each([
  ['more than a third of its lease starts under that lease', waitedMs - 1, true],
  ['only a third of its lease is released and starts under a new one', waitedMs, false],
])('a waiting delivery with %s, as its first attempt', async (_, ms, isSame) => {
  const held = holdAnswers();
  const before = await letTwoWait(held);
  clock.advance(ms);
  held.release(200);
  await held.waitFor(1);
  const second = idOfRequest(2);
  const tokens = await readTokens();
  expect(tokens.get(second)).not.toBeNull();
  expect(tokens.get(second) === before.get(second)).toBe(isSame);
  fixture.receiver.answer(200);
  held.release(200);
  await expectAllSentOnce();
});

test('a delivery that waited too long behind a hanging receiver is released and later sent once', async () => {
  const held = holdAnswers();
  const before = await letTwoWait(held);
  const first = idOfRequest(1);
  clock.advance(waitedMs);
  await waitUntil('the two waiting deliveries have lost their old claims', async () => {
    const kept = [...(await readTokens())].filter(([id, token]) => token === before.get(id));
    return kept.length === 1 && kept[0]?.[0] === first;
  });
  expect(fixture.receiver.requests).toHaveLength(1);
  fixture.receiver.answer(200);
  held.release(200);
  await expectAllSentOnce();
});
