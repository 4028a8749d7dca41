import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { startChildNode } from '../kit/child-node.ts';
import { setScene } from '../kit/scene.ts';

/** The node of the scene answers the API alone, so that what is sent is sent by the nodes of the test. */
const env = { LEASE_SECONDS: '3' };
const scene = setScene({ env: { ...env, ROLES: 'api' } });

test('what a killed node was sending is logged as OUTCOME_UNKNOWN and sent again by another', async () => {
  const { app, customer, receiver } = scene;
  const node = await startChildNode(app.databaseUrl, { ...env, ROLES: 'dispatcher' });
  const held: ServerResponse[] = [];
  receiver.answer((response) => held.push(response));
  await customer.createWebhook(receiver.url);
  await customer.publish(3);
  await receiver.waitFor(3);
  await node.kill();
  receiver.answer(200);
  await scene.startNode({ ...env, ROLES: 'dispatcher' });
  const log = await customer.waitForLog(3);
  for (const delivery of log) {
    expect(delivery).toMatchObject({
      status: 'SUCCEEDED',
      attemptCount: 2,
      attempts: [
        { number: 1, errorCode: 'OUTCOME_UNKNOWN', responseStatus: null, durationMs: null },
        { number: 2, errorCode: null, responseStatus: 200 },
      ],
    });
  }
  expect(receiver.requests.map(({ headers }) => headers['x-stockaj-attempt']).toSorted()).toEqual([
    ...Array<string>(3).fill('1'),
    ...Array<string>(3).fill('2'),
  ]);
});
