import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { createDrafts } from '../kit/customer.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Shows the log; the nodes that send come and go. */
const scene = setScene({ env: { ROLES: 'api' } });

test('a node that stops under load finishes what is in flight, and another sends the rest, all once', async () => {
  const { customer, receiver } = scene;
  const held: ServerResponse[] = [];
  receiver.answer((response) => held.push(response));
  await customer.createWebhook(receiver.url);
  const node = await scene.startNode({ ROLES: 'dispatcher' });
  const em = node.app.database.em.fork();
  await node.app.publishEvents(em, customer.workspaceId, createDrafts(60));
  await waitUntil('its share is in flight', () => held.length === 10);
  const stopped = node.stop();
  await waitUntil('what waits was given back', async () => {
    const waiting = await customer.log();
    return waiting.filter(({ nextAttemptAt }) => nextAttemptAt !== null).length === 50;
  });
  expect(receiver.requests).toHaveLength(10);
  receiver.answer(200);
  for (const response of held) response.end();
  await stopped;
  const afterStop = await customer.log();
  expect(afterStop.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(10);
  expect(receiver.requests).toHaveLength(10);
  const next = await scene.startNode({ ROLES: 'dispatcher' });
  const log = await customer.waitForLog(60);
  expect(log).toMatchObject(Array(60).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(receiver.requests).toHaveLength(60);
  await next.stop();
});

test('a transaction that commits while its node stops is sent by another node', async () => {
  const { customer, receiver } = scene;
  await customer.createWebhook(receiver.url);
  const env = { ROLES: 'dispatcher', LEASE_SECONDS: '3' };
  const node = await scene.startNode(env);
  let stopped: Promise<void> | undefined;
  await node.app.database.em.fork().transactional(async (em) => {
    await node.app.publishEvents(em, customer.workspaceId, createDrafts(1));
    stopped = node.stop();
  });
  await stopped;
  const next = await scene.startNode(env);
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  expect(receiver.requests).toHaveLength(1);
  await next.stop();
});
