import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { createDrafts } from '../kit/customer.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { setScene } from '../kit/scene.ts';

const clock = createFakeClock();
const scene = setScene({ options: { clock } });

/** The claim tokens of the workspace's deliveries. */
async function readTokens(workspaceId: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ token: string | null }>`
    select claim_token as token from deliveries where workspace_id = ${workspaceId}
  `.execute(scene.app.app.database.em.fork().getKysely());
  return rows.map(({ token }) => token);
}

test('what commits more than 5 s after its publish is given back and sent by a claim, once', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  // Held back at the receiver, so that the claim it was sent under can be looked at.
  const held = Promise.withResolvers<() => void>();
  receiver.answer((response) => held.resolve(() => response.end()));
  const tokenAtPublish = await app.app.database.em.fork().transactional(async (em) => {
    await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    clock.advance(5_001);
    const { rows } = await sql<{ token: string }>`
      select claim_token as token from deliveries where workspace_id = ${customer.workspaceId}
    `.execute(em.getKysely());
    return rows[0]!.token;
  });
  expect(tokenAtPublish).not.toBeNull();
  const answer = await held.promise;
  const [tokenAtSending] = await readTokens(customer.workspaceId);
  expect(tokenAtSending).not.toBe(tokenAtPublish);
  receiver.answer(200);
  answer();
  const [delivery] = await customer.waitForLog(1, { webhookId: id });
  expect(delivery).toMatchObject({ status: 'SUCCEEDED', attemptCount: 1 });
  expect(receiver.requests).toHaveLength(1);
});

test('what commits within 5 s is sent under the claim it was published with', async () => {
  const { app, customer, receiver } = scene;
  await customer.createWebhook(receiver.url);
  const held = Promise.withResolvers<() => void>();
  receiver.answer((response) => held.resolve(() => response.end()));
  const tokenAtPublish = await app.app.database.em.fork().transactional(async (em) => {
    await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    clock.advance(4_000);
    const { rows } = await sql<{ token: string }>`
      select claim_token as token from deliveries where workspace_id = ${customer.workspaceId}
    `.execute(em.getKysely());
    return rows[0]!.token;
  });
  const answer = await held.promise;
  expect(await readTokens(customer.workspaceId)).toEqual([tokenAtPublish]);
  receiver.answer(200);
  answer();
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED', attemptCount: 1 }]);
});
