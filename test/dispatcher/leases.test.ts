import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { LEASE_SECONDS: '3', DELIVERY_PER_WEBHOOK: '1' } });

/** Returns the claims of the workspace's deliveries: token and end of the lease, as text. */
async function readClaims(): Promise<Map<string, { token: string | null; dueAt: string }>> {
  const { rows } = await sql<{ id: string; token: string | null; dueAt: string }>`
    select delivery_id as id, claim_token as token, due_at::text as "dueAt" from delivery_queue
    where workspace_id = ${fixture.customer.workspaceId}
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return new Map(rows.map(({ id, ...claim }) => [id, claim]));
}

test('a request that takes longer than its lease keeps the lease and is sent once', async () => {
  const { customer, receiver } = fixture;
  const held = Promise.withResolvers<ServerResponse>();
  receiver.answer((response) => held.resolve(response));
  await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish();
  const response = await held.promise;
  const [first] = (await readClaims()).values();
  await waitUntil('its lease would have expired', async () => {
    const [present] = (await readClaims()).values();
    return Date.parse(present!.dueAt) - Date.parse(first!.dueAt) > 3_000;
  });
  response.end();
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED', attemptCount: 1 }]);
  expect(receiver.requests).toHaveLength(1);
});

test('a delivery that waits behind a slow receiver for longer than its lease loses no attempt', async () => {
  const { customer, receiver } = fixture;
  const held = Promise.withResolvers<ServerResponse>();
  receiver.answer((response) => held.resolve(response));
  await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  await customer.publish(4);
  const response = await held.promise;
  const before = await readClaims();
  await waitUntil('every original lease would have expired', async () => {
    const present = await readClaims();
    return [...before].every(
      ([id, { dueAt }]) => Date.parse(present.get(id)!.dueAt) - Date.parse(dueAt) > 3_000,
    );
  });
  receiver.answer(200);
  response.end();
  const log = await customer.waitForLog(4);
  expect(log).toMatchObject(Array(4).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(4);
});
