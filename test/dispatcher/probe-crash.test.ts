import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { startChildNode } from '../kit/child-node.ts';
import { setScene } from '../kit/scene.ts';

const env = { DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,0,0', LEASE_SECONDS: '3' };
/** The node of the scene answers the API alone, so that what is sent is sent by the nodes of the test. */
const scene = setScene({ env: { ...env, ROLES: 'api' } });

test('a probe whose process dies is followed by another one, and the rest by its success', async () => {
  const { app, customer, receiver } = scene;
  const held: ServerResponse[] = [];
  const busy = { status: 503, headers: { 'retry-after': '1' } };
  receiver.answer(busy, (response) => held.push(response));
  const node = await startChildNode(app.databaseUrl, { ...env, ROLES: 'dispatcher' });
  await customer.createWebhook(receiver.url, { timeoutSeconds: 1 });
  await customer.publish(3);
  await receiver.waitFor(2);
  await node.kill();
  receiver.answer(200);
  await scene.startNode({ ...env, ROLES: 'dispatcher' });
  const log = await customer.waitForLog(3);
  expect(log).toMatchObject(Array(3).fill({ status: 'SUCCEEDED' }));
  const unknown = log
    .flatMap(({ attempts }) => attempts)
    .filter((it) => it.errorCode === 'OUTCOME_UNKNOWN');
  expect(unknown).toHaveLength(1);
  expect(receiver.requests).toHaveLength(5);
});
