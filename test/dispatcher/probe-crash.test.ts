import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { startChildNode } from '../kit/child-node.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const env = { DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,0,0', LEASE_SECONDS: '3' };
/** The node of the fixture only serves the API, so that the nodes started by the test send everything. */
const fixture = setUpNode({ env: { ...env, ROLES: 'api' } });

test('a probe whose process dies is followed by another, whose success releases the rest', async () => {
  const { app, customer, receiver } = fixture;
  const held: ServerResponse[] = [];
  const busy = { status: 503, headers: { 'retry-after': '1' } };
  receiver.answer(busy, (response) => held.push(response));
  const node = await startChildNode(app.databaseUrl, { ...env, ROLES: 'dispatcher' });
  await customer.createWebhook(receiver.url, { timeoutSeconds: 1 });
  await customer.publish(3);
  await receiver.waitFor(2);
  await node.kill();
  receiver.answer(200);
  await fixture.startNode({ ...env, ROLES: 'dispatcher' });
  const log = await customer.waitForLog(3);
  expect(log).toMatchObject(Array(3).fill({ status: 'SUCCEEDED' }));
  const unknown = log
    .flatMap(({ attempts }) => attempts)
    .filter((it) => it.errorCode === 'OUTCOME_UNKNOWN');
  expect(unknown).toHaveLength(1);
  expect(receiver.requests).toHaveLength(5);
});
