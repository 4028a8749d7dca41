import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { createDrafts } from '../kit/customer.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { DELIVERY_CONCURRENCY: '4', DELIVERY_PER_WEBHOOK: '2' } });

const database = () => fixture.app.app.database.em.fork();

test('nothing is sent for a transaction whose COMMIT PostgreSQL turned into a ROLLBACK', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  const swallowing = database().transactional(async (em) => {
    await fixture.app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    await sql`select 1 / 0`.execute(em.getKysely()).catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  // If the first event had been announced, it would have arrived before this one.
  const [id] = await customer.publish();
  await receiver.waitFor(1);
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id]);
});

test('webhooks whose secret cannot be decrypted block no others and lose nothing', async () => {
  const { customer, receiver } = fixture;
  const bad = await Promise.all(
    [1, 2, 3].map((n) => customer.createWebhook(`${receiver.url}/bad${n}`)),
  );
  await sql`update webhooks set secret = 'lost:' || split_part(secret, ':', 2)
    where workspace_id = ${customer.workspaceId}`.execute(database().getKysely());
  await customer.createWebhook(`${receiver.url}/good`);
  await customer.publish(20);
  await receiver.waitFor(20);
  expect(new Set(receiver.requests.map(({ path }) => path))).toEqual(new Set(['/hook/good']));
  for (const { id } of bad) {
    const waiting = await customer.log({ webhookIds: [id] });
    expect(waiting).toHaveLength(20);
    expect(
      waiting.every(({ status, attemptCount }) => status === 'PENDING' && attemptCount === 0),
    ).toBe(true);
  }
});

test('a backlog of one webhook does not block the deliveries of others', async () => {
  const { customer, receiver } = fixture;
  const names = ['first', 'second', 'third'];
  for (const name of names) await customer.createWebhook(`${receiver.url}/${name}`);
  await sql`update webhooks set paused_at = now() where workspace_id = ${customer.workspaceId}`.execute(
    database().getKysely(),
  );
  for (let call = 0; call < 2; call += 1) await customer.publish(100);
  const countOf = (name: string) =>
    receiver.requests.filter(({ path }) => path.endsWith(name)).length;
  await sql`update webhooks set paused_at = null where workspace_id = ${customer.workspaceId}`.execute(
    database().getKysely(),
  );
  await waitUntil('each webhook has got some of its events', () =>
    names.every((name) => countOf(name) > 0),
  );
  expect(names.map(countOf).every((count) => count < 200)).toBe(true);
  await receiver.waitFor(600);
});
