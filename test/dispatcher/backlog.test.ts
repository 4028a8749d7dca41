import { expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const workspaceCount = 20;

const fixture = setUpNode({ env: { ROLES: 'api' } });

test('a node that finds a backlog of many workspaces starts requests of each, even if all hang', async () => {
  const { app, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  for (let n = 0; n < workspaceCount; n += 1) {
    const customer = await createCustomer(app);
    await customer.createWebhook(`${receiver.url}/${n}`, { timeoutSeconds: 30 });
    await customer.publish(40);
  }

  const slots = String(2 * workspaceCount);
  // Such a long lease is not released for lack of slots while the test runs.
  await fixture.startNode({
    ROLES: 'dispatcher',
    DELIVERY_CONCURRENCY: slots,
    LEASE_SECONDS: '300',
  });
  const served = () => new Set(receiver.requests.map(({ path }) => path)).size;
  await waitUntil('each has a request', () => served() === workspaceCount);
  expect(receiver.load.now).toBe(receiver.requests.length); // none of them has ended

  receiver.answer(200);
  held.release(200);
  await receiver.waitFor(40 * workspaceCount);
  expect(receiver.load.now).toBe(0);
});
