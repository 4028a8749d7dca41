import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createDrafts } from '../kit/customer.ts';
import { PauseWebhook, ResumeWebhook, SendTest } from '../kit/documents.ts';
import type { Receiver } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';

/** Three nodes on one database: one with both roles, one with the API only, one that only sends. */
const fixture = setUpNode();
let apiOnly: TestApp;
let dispatcherOnly: TestApp;

beforeAll(async () => {
  apiOnly = await fixture.startNode({ ROLES: 'api' });
  dispatcherOnly = await fixture.startNode({ ROLES: 'dispatcher' });
});

/** Number of requests for each delivery. */
function countRequests({ requests }: Receiver): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { headers } of requests) {
    const id = String(headers['x-stockaj-delivery']);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('nodes on one database', () => {
  test('send every delivery exactly once, whichever node published it', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const nodes = [app, apiOnly, dispatcherOnly];
    await Promise.all(
      nodes.map(async (node) => {
        const em = node.app.database.em.fork();
        for (let n = 0; n < 3; n += 1) {
          await node.app.publishEvents(em, customer.workspaceId, createDrafts(10));
        }
      }),
    );
    const log = await customer.waitForLog(90);
    expect(log).toMatchObject(Array(90).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
    const counts = countRequests(receiver);
    expect(counts.size).toBe(90);
    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  test('share the deliveries of a resumed webhook and send none of them twice', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
    await customer.publish(100);
    await app.ask(customer.token, ResumeWebhook, { input: { webhookId: id } });
    const log = await customer.waitForLog(100);
    expect(log).toMatchObject(Array(100).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
    expect(new Set(countRequests(receiver).values())).toEqual(new Set([1]));
  });

  test('send a test event requested at a node that does not send', async () => {
    const { customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    const { sendTest } = await apiOnly.ask(customer.token, SendTest, { input: { webhookId: id } });
    expect(sendTest.delivery?.status).toBe('PENDING');
    expect(await customer.waitForLog(1)).toMatchObject([{ trigger: 'TEST', status: 'SUCCEEDED' }]);
    expect(receiver.requests).toHaveLength(1);
  });
});
