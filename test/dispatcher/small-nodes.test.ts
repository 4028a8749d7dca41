import { expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import { setScene } from '../kit/scene.ts';

const scene = setScene({ env: { ROLES: 'api' } });

test.each(['1', '2', '3'])(
  'a node that may have %s requests in flight sends all of every workspace, each once',
  async (concurrency) => {
    const { app, receiver } = scene;
    const env = { DELIVERY_CONCURRENCY: concurrency, DELIVERY_PER_WEBHOOK: '1' };
    const node = await scene.startNode({ ROLES: 'dispatcher', ...env });
    for (const customer of [scene.customer, await createCustomer(app), await createCustomer(app)]) {
      for (let n = 1; n <= 2; n += 1) await customer.createWebhook(receiver.url);
      await customer.publish(15);
    }
    await receiver.waitFor(90);
    const sent = new Set(receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']));
    expect(sent.size).toBe(90);
    expect(receiver.load.most).toBeLessThanOrEqual(Number(concurrency));
    await node.stop();
  },
);
