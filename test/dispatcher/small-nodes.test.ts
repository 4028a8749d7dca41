import { expect, test } from '@jest/globals';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode({ env: { ROLES: 'api' } });

/** Waiting deliveries: too many for the test to finish in time if only scans, once a second, led to claims. */
const backlog = 200;

test.each(['2', '3'])(
  'a node with %s slots sends all waiting deliveries of a workspace once, without a pause',
  async (concurrency) => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    for (let n = 0; n < backlog; n += 100) await customer.publish(100);
    const env = { DELIVERY_CONCURRENCY: concurrency, DELIVERY_PER_WEBHOOK: '1' };
    const node = await fixture.startNode({ ROLES: 'dispatcher', ...env });
    await receiver.waitFor(backlog);
    const sent = new Set(receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']));
    expect(sent.size).toBe(backlog);
    expect(receiver.load.most).toBe(1);
    await node.stop();
  },
);
