import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createDrafts } from '../kit/customer.ts';
import { PauseWebhook, ResumeWebhook, SendTest } from '../kit/documents.ts';
import type { Receiver } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';

/** Three nodes on one database: one does everything, one only answers the API, one only sends. */
const scene = setScene();
let apiOnly: TestApp;
let dispatcherOnly: TestApp;

beforeAll(async () => {
  apiOnly = await scene.startNode({ ROLES: 'api' });
  dispatcherOnly = await scene.startNode({ ROLES: 'dispatcher' });
});

/** How often each delivery was sent. */
function countRequests({ requests }: Receiver): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { headers } of requests) {
    const id = String(headers['x-stockaj-delivery']);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('nodes on one database', () => {
  test('send every delivery exactly once, whichever of them published it', async () => {
    const { app, customer, receiver } = scene;
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

  test('share what a resume lets go without sending any of it twice', async () => {
    const { app, customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
    await customer.publish(100);
    await app.ask(customer.token, ResumeWebhook, { input: { webhookId: id } });
    const log = await customer.waitForLog(100);
    expect(log).toMatchObject(Array(100).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
    expect(new Set(countRequests(receiver).values())).toEqual(new Set([1]));
  });

  test('send a test event that was asked for at a node which sends nothing', async () => {
    const { customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url);
    const { sendTest } = await apiOnly.ask(customer.token, SendTest, { input: { webhookId: id } });
    expect(sendTest.delivery?.status).toBe('PENDING');
    expect(await customer.waitForLog(1)).toMatchObject([{ trigger: 'TEST', status: 'SUCCEEDED' }]);
    expect(receiver.requests).toHaveLength(1);
  });
});
