import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { startChildNode } from '../kit/child-node.ts';
import { setUpNode } from '../kit/node-fixture.ts';

/** The file's node only serves the API; the nodes started by the tests send. */
const env = { LEASE_SECONDS: '3' };
const fixture = setUpNode({ env: { ...env, ROLES: 'api' } });

test('a request in flight at a killed node is logged as OUTCOME_UNKNOWN and sent again by another node', async () => {
  const { app, customer, receiver } = fixture;
  const node = await startChildNode(app.databaseUrl, { ...env, ROLES: 'dispatcher' });
  const held: ServerResponse[] = [];
  receiver.answer((response) => held.push(response));
  await customer.createWebhook(receiver.url);
  await customer.publish(3);
  await receiver.waitFor(3);
  await node.kill();
  receiver.answer(200);
  await fixture.startNode({ ...env, ROLES: 'dispatcher' });
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
