import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createDrafts } from '../kit/customer.ts';
import {
  PauseWebhook,
  RegenerateSecret,
  ResendDelivery,
  ResumeWebhook,
  SendTest,
  UpdateWebhook,
} from '../kit/documents.ts';
import { startReceiver, verify, type ReceivedRequest, type Receiver } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { TEST_EVENTS_PER_MINUTE: '1000' } });
let apiOnly: TestApp;
let moved: Receiver;

beforeAll(async () => {
  apiOnly = await fixture.startNode({ ROLES: 'api', TEST_EVENTS_PER_MINUTE: '1000' });
  moved = await startReceiver();
});
afterAll(() => moved.stop());

/** Makes a delivery for the webhook through a node; returns its id. */
type Start = (node: TestApp, webhookId: string) => Promise<string>;

const sendTest: Start = async (node, webhookId) => {
  const { sendTest } = await node.ask(fixture.customer.token, SendTest, { input: { webhookId } });
  return sendTest.delivery!.id;
};

const publish: Start = async (node) => {
  const em = node.app.database.em.fork();
  await node.app.publishEvents(em, fixture.customer.workspaceId, createDrafts(1));
  return newest();
};

/** Resends the newest delivery, which must exist, once it has ended. */
const resend: Start = async (node) => {
  await fixture.customer.waitForLog(1);
  const input = { deliveryId: await newest() };
  const { resendDelivery } = await node.ask(fixture.customer.token, ResendDelivery, { input });
  return resendDelivery.delivery!.id;
};

async function newest(): Promise<string> {
  const [delivery] = await fixture.customer.log();
  return delivery!.id;
}

/** Resolves with the request of a delivery and the receiver that got it. */
async function arrival(deliveryId: string): Promise<{ at: Receiver; request: ReceivedRequest }> {
  let found: { at: Receiver; request: ReceivedRequest } | undefined;
  await waitUntil('the request arrived', () => {
    for (const at of [fixture.receiver, moved]) {
      const request = at.requests.find(
        ({ headers }) => headers['x-stockaj-delivery'] === deliveryId,
      );
      if (request) found = { at, request };
    }
    return found !== undefined;
  });
  return found!;
}

/** Repeated, so that a guarantee that only usually holds fails. */
const rounds = 5;

describe.each([
  ['sendTest', sendTest],
  ['a publish', publish],
  ['a resend', resend],
] as const)('%s after the response to a mutation', (_title, start) => {
  test.each([
    ['the node that made the change', () => [fixture.app, fixture.app]],
    ['a node, if another node made the change', () => [apiOnly, fixture.app]],
    ['a node that claims it from the queue', () => [fixture.app, apiOnly]],
  ] as const)('goes to the new URL at %s', async (_where, choose) => {
    const { customer, receiver } = fixture;
    const [changing, starting] = choose() as [TestApp, TestApp];
    const { id } = await customer.createWebhook(receiver.url);
    await arrival(await publish(fixture.app, id));
    for (let round = 0; round < rounds; round += 1) {
      const target = round % 2 === 0 ? moved : receiver;
      const input = { webhookId: id, url: target.url };
      await changing.ask(customer.token, UpdateWebhook, { input });
      const { at } = await arrival(await start(starting, id));
      expect(at).toBe(target);
    }
  });

  test('is signed by the new secret alone', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await arrival(await publish(app, id));
    for (let round = 0; round < rounds; round += 1) {
      const input = { webhookId: id, keepPreviousForSeconds: 0 };
      const { regenerateSecret } = await apiOnly.ask(customer.token, RegenerateSecret, { input });
      const { request } = await arrival(await start(app, id));
      expect(verify(regenerateSecret.secret!, request)).toBeDefined();
      expect(request.headers['webhook-signature']).not.toContain(' ');
    }
  });
});

test('deliveries that wait until a resume are sent to the URL that was set before it', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  await arrival(await publish(app, id));
  const input = { webhookId: id };
  await apiOnly.ask(customer.token, PauseWebhook, { input });
  const waiting = await publish(app, id);
  await apiOnly.ask(customer.token, UpdateWebhook, { input: { ...input, url: moved.url } });
  await apiOnly.ask(customer.token, ResumeWebhook, { input });
  expect((await arrival(waiting)).at).toBe(moved);
});
