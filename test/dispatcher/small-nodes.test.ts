import { expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import { setScene } from '../kit/scene.ts';

const scene = setScene({ env: { ROLES: 'api' } });

/** What a workspace has waiting; one or two of it a second, by the poll alone, would be longer than is waited for. */
const backlog = 150;

test.each(['1', '2', '3'])(
  'a node that may have %s requests in flight sends all that waits of every workspace, each once',
  async (concurrency) => {
    const { app, receiver } = scene;
    for (const customer of [scene.customer, await createCustomer(app)]) {
      for (let n = 1; n <= 2; n += 1) await customer.createWebhook(receiver.url);
      await customer.publish(backlog / 2);
    }
    const env = { DELIVERY_CONCURRENCY: concurrency, DELIVERY_PER_WEBHOOK: '1' };
    const node = await scene.startNode({ ROLES: 'dispatcher', ...env });
    await receiver.waitFor(2 * backlog);
    const sent = new Set(receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']));
    expect(sent.size).toBe(2 * backlog);
    expect(receiver.load.most).toBeLessThanOrEqual(Number(concurrency));
    await node.stop();
  },
);
