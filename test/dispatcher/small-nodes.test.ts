import { expect, test } from '@jest/globals';
import { setScene } from '../kit/scene.ts';

const scene = setScene({ env: { ROLES: 'api' } });

/** What waits. By the poll alone, some two a second with one request at a time, it would be longer than is waited for. */
const backlog = 200;

test.each(['1', '2', '3'])(
  'a node that may have %s requests in flight sends all that waits of a workspace, each once, without a pause',
  async (concurrency) => {
    const { customer, receiver } = scene;
    await customer.createWebhook(receiver.url);
    for (let n = 0; n < backlog; n += 100) await customer.publish(100);
    const env = { DELIVERY_CONCURRENCY: concurrency, DELIVERY_PER_WEBHOOK: '1' };
    const node = await scene.startNode({ ROLES: 'dispatcher', ...env });
    await receiver.waitFor(backlog);
    const sent = new Set(receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']));
    expect(sent.size).toBe(backlog);
    expect(receiver.load.most).toBe(1);
    await node.stop();
  },
);
