import { randomUUID } from 'node:crypto';
import { createDrafts } from '../../../kit/customer.ts';
import { RecoverDeliveries, ResendDelivery, SendTest } from '../../../kit/documents.ts';
import { insertFailed } from '../../../events/recoveries/kit/insert-failed.ts';
import { withInput, type ErrorRow, type ErrorRows, type ErrorScene } from './error-row.ts';

const createdAfter = '2025-01-01T00:00:00Z';

async function freeToken({ app }: ErrorScene): Promise<string> {
  return app.createWorkspace(randomUUID(), 'FREE');
}

async function makeWebhook({ customer }: ErrorScene): Promise<string> {
  return (await customer.createWebhook('https://hooks.example.com/orders')).id;
}

/** Starts this many recoveries, which stay RUNNING on a node without a dispatcher. */
async function startRecoveries(scene: ErrorScene, count: number): Promise<void> {
  const { app, customer } = scene;
  const { workspaceId, token } = customer;
  await insertFailed(app, { workspaceId, webhookId: await makeWebhook(scene), count: 1 });
  const input = { filter: { createdAfter } };
  for (let made = 0; made < count; made += 1) await app.ask(token, RecoverDeliveries, { input });
}

const test: ErrorRows[string] = {
  UNKNOWN_EVENT_TYPE: async (scene) => ({
    input: { webhookId: await makeWebhook(scene), eventType: 'nothing.happened' },
  }),
  PLAN_UPGRADE_REQUIRED: async (scene) => ({
    input: { webhookId: scene.foreign.webhookId },
    token: await freeToken(scene),
  }),
  NOT_FOUND: ({ foreign: { webhookId } }) => ({ input: { webhookId } }),
  RATE_LIMITED: async (scene) => {
    const input = { webhookId: await makeWebhook(scene) };
    await scene.app.ask(scene.customer.token, SendTest, { input });
    return { input };
  },
};

const resend: ErrorRows[string] = {
  PLAN_UPGRADE_REQUIRED: async (scene) => ({
    input: { deliveryId: scene.foreign.deliveryId },
    token: await freeToken(scene),
  }),
  NOT_FOUND: ({ foreign: { deliveryId } }) => ({ input: { deliveryId } }),
  CONFLICT: async (scene) => {
    await makeWebhook(scene);
    await scene.customer.publish();
    const [waiting] = await scene.customer.log();
    return { input: { deliveryId: waiting!.id } };
  },
  RATE_LIMITED: async (scene) => {
    const { app, customer } = scene;
    const { workspaceId, token } = customer;
    await insertFailed(app, { workspaceId, webhookId: await makeWebhook(scene), count: 2 });
    const [first, second] = await customer.log();
    await app.ask(token, ResendDelivery, { input: { deliveryId: first!.id } });
    return { input: { deliveryId: second!.id } };
  },
};

const recover: ErrorRows[string] = {
  INVALID_INPUT: withInput({ filter: {} }),
  UNKNOWN_EVENT_TYPE: withInput({ filter: { createdAfter, eventTypes: ['nothing.happened'] } }),
  PLAN_UPGRADE_REQUIRED: async (scene) => ({
    input: { filter: { createdAfter } },
    token: await freeToken(scene),
  }),
  NOT_FOUND: ({ foreign }) => ({
    input: { filter: { createdAfter, webhookIds: [foreign.webhookId] } },
  }),
  RATE_LIMITED: async (scene) => {
    await startRecoveries(scene, 5);
    return { input: { filter: { createdAfter } } };
  },
};

const endedRecovery: ErrorRow = async ({ app, customer }) => {
  const input = { filter: { createdAfter } }; // no delivery: it ends at once
  const { recoverDeliveries } = await app.ask(customer.token, RecoverDeliveries, { input });
  return { input: { recoveryId: recoverDeliveries.recovery!.id } };
};

/** Mutations of deliveries and events. */
export const logErrorRows: ErrorRows = {
  sendTest: test,
  resendDelivery: resend,
  recoverDeliveries: recover,
  cancelRecovery: {
    NOT_FOUND: ({ foreign: { recoveryId } }) => ({ input: { recoveryId } }),
    CONFLICT: endedRecovery,
  },
  eraseEvent: { NOT_FOUND: ({ foreign: { eventId } }) => ({ input: { eventId } }) },
  publishEvents: {
    INVALID_INPUT: withInput({ events: [] }),
    UNKNOWN_EVENT_TYPE: withInput({ events: [{ type: 'nothing.happened', data: {} }] }),
    CONFLICT: withInput({
      events: createDrafts(2).map((draft) => ({ ...draft, idempotencyKey: 'twice' })),
    }),
  },
};
