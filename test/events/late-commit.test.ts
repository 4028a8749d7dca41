import { expect, test } from '@jest/globals';
import { createDrafts } from '../kit/customer.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const clock = createFakeClock();
const fixture = setUpNode({ env: { LEASE_SECONDS: '3' }, options: { clock } });

test('a publish that commits late is sent once, after the commit, and delays no other', async () => {
  const { app, customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  await app.app.database.em.fork().transactional(async (em) => {
    await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    clock.advance(3_600_000);
    await customer.publish();
    await customer.waitForLog(1); // published later, committed and sent earlier
    await fixture.letTurnsPass();
    expect(receiver.requests).toHaveLength(1);
  });
  const log = await customer.waitForLog(2);
  expect(log).toMatchObject(Array(2).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(2);
});
