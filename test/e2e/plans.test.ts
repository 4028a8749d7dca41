import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import {
  CreateWebhook,
  DeleteWebhook,
  PauseWebhook,
  RegenerateSecret,
  SendTest,
  UpdateWebhook,
} from '../kit/documents.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { ContractWebhooks, ContractWorkspace } from './kit/contract-documents.ts';

let app: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  [app, receiver] = await Promise.all([startTestApp(), startReceiver()]);
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

type Plan = Parameters<TestApp['createWorkspace']>[1];

function changePlan({ workspaceId }: Customer, plan: Plan): Promise<string> {
  return app.createWorkspace(workspaceId, plan);
}

async function tryToCreate({ token }: Customer) {
  const input = { name: 'one more', url: receiver.url, events: ['*'] };
  return (await app.ask(token, CreateWebhook, { input })).createWebhook;
}

async function makeWebhooks(customer: Customer, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push((await customer.createWebhook(receiver.url)).id);
  }
  return ids;
}

/** Returns `STATUS REASON` of each webhook, oldest first. */
async function listStatuses({ token }: Customer): Promise<string[]> {
  const { webhooks } = await app.ask(token, ContractWebhooks, { first: 100 });
  return webhooks.nodes
    .map(({ status, statusReason }) => `${status} ${statusReason ?? '-'}`)
    .reverse();
}

async function readWorkspace({ token }: Customer) {
  return (await app.ask(token, ContractWorkspace, {})).workspace;
}

test.each(['FREE', 'STARTER'] as const)('%s has no webhook and no test event', async (plan) => {
  const customer = await createCustomer(app, 'PROFESSIONAL');
  const [webhookId = ''] = await makeWebhooks(customer, 1);
  await changePlan(customer, plan);
  const refused = await tryToCreate(customer);
  expect(refused).toMatchObject({ webhook: null, secret: null });
  const { sendTest } = await app.ask(customer.token, SendTest, { input: { webhookId } });
  expect(sendTest.delivery).toBeNull();
  for (const { userErrors } of [refused, sendTest]) {
    expect(userErrors).toMatchObject([{ code: 'PLAN_UPGRADE_REQUIRED', field: null }]);
    expect(userErrors[0]?.message).toMatch(/PROFESSIONAL.*ENTERPRISE/);
  }
  expect(await readWorkspace(customer)).toMatchObject({ webhookCount: 1, webhookLimit: 0 });
  expect(await customer.log()).toEqual([]);
});

test('PROFESSIONAL allows 10 webhooks; deleting one makes room, pausing one does not', async () => {
  const customer = await createCustomer(app, 'PROFESSIONAL');
  const [first = '', second = ''] = await makeWebhooks(customer, 10);
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: second } });
  const refused = await tryToCreate(customer);
  expect(refused).toMatchObject({ webhook: null, secret: null });
  expect(refused.userErrors).toMatchObject([{ code: 'PLAN_LIMIT_REACHED', field: null }]);
  await app.ask(customer.token, DeleteWebhook, { input: { webhookId: first } });
  expect((await tryToCreate(customer)).userErrors).toEqual([]);
  expect(await readWorkspace(customer)).toMatchObject({ webhookCount: 10, webhookLimit: 10 });
});

test('of 100 concurrent creates at 9 of 10, exactly one succeeds', async () => {
  const customer = await createCustomer(app, 'PROFESSIONAL');
  await makeWebhooks(customer, 9);
  const answers = await Promise.all(Array.from({ length: 100 }, () => tryToCreate(customer)));
  const codes = answers.map(({ webhook, userErrors }) =>
    webhook ? 'made' : userErrors.map(({ code }) => code).join(),
  );
  expect(codes.filter((code) => code === 'made')).toHaveLength(1);
  expect(codes.filter((code) => code === 'PLAN_LIMIT_REACHED')).toHaveLength(99);
  expect(await readWorkspace(customer)).toMatchObject({ webhookCount: 10 });
});

test('a downgrade suspends the newest webhooks beyond the limit; an upgrade restores them', async () => {
  const customer = await createCustomer(app, 'ENTERPRISE');
  const ids = await makeWebhooks(customer, 12);
  expect(await readWorkspace(customer)).toMatchObject({ webhookCount: 12, webhookLimit: null });
  await changePlan(customer, 'PROFESSIONAL');
  const suspended = 'SUSPENDED PLAN_LIMIT';
  const ten = Array.from({ length: 10 }, () => 'ACTIVE -');
  expect(await listStatuses(customer)).toEqual([...ten, suspended, suspended]);
  await app.ask(customer.token, DeleteWebhook, { input: { webhookId: ids[0]! } });
  expect(await listStatuses(customer)).toEqual([...ten, suspended]);
  await changePlan(customer, 'ENTERPRISE');
  expect(await listStatuses(customer)).toEqual([...ten, 'ACTIVE -']);
});

test('events published while a webhook is suspended are never sent to it', async () => {
  const customer = await createCustomer(app, 'PROFESSIONAL');
  await makeWebhooks(customer, 1);
  await changePlan(customer, 'FREE');
  await customer.publish();
  await changePlan(customer, 'PROFESSIONAL');
  const [after] = await customer.publish();
  const log = await customer.waitForLog(1);
  expect(log.map(({ event, status }) => [event?.id, status])).toEqual([[after, 'SUCCEEDED']]);
});

test('a suspended webhook can be changed, get a new secret and be deleted', async () => {
  const customer = await createCustomer(app, 'PROFESSIONAL');
  const [webhookId = ''] = await makeWebhooks(customer, 1);
  await changePlan(customer, 'STARTER');
  const update = { input: { webhookId, name: 'changed' } };
  const { updateWebhook } = await app.ask(customer.token, UpdateWebhook, update);
  expect(updateWebhook.webhook).toMatchObject({ name: 'changed', status: 'SUSPENDED' });
  const input = { webhookId };
  const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, { input });
  expect(regenerateSecret.secret).toMatch(/^whsec_/);
  const { deleteWebhook } = await app.ask(customer.token, DeleteWebhook, { input });
  expect(deleteWebhook).toEqual({ deletedId: webhookId, userErrors: [] });
});
