import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../src/db/index.ts';
import { createSendingBlocks } from '../../src/dispatcher/sending-blocks.ts';
import { createWebhookCache } from '../../src/dispatcher/webhook-cache.ts';
import { createSecretBox, decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { PauseWebhook, RegenerateSecret, UpdateWebhook } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const key = Buffer.alloc(32, 7);
const secretBox = createSecretBox([{ id: 'k1', key }]);
const env = { ROLES: 'api', SECRET_KEYS: `k1:${key.toString('base64')}` };
const fixture = setUpNode({ env });
let proxy: DatabaseProxy;
let database: Database;

beforeAll(async () => {
  proxy = await startDatabaseProxy(fixture.app.databaseUrl);
  const options = { entities: [], connectionsMax: 2, onWarning: () => undefined };
  database = await openDatabase({ url: proxy.url, ...options });
});
afterAll(async () => {
  await database.close(true);
  await proxy.stop();
});

/** Creates a cache with a clock set by the test, and counts its reads from the database. */
function openSettings() {
  const time = { ms: 0, now: new Date() };
  const count = { statements: 0 };
  const fork = () => {
    count.statements += 1;
    return database.em.fork();
  };
  const blocks = createSendingBlocks();
  const settings = createWebhookCache({
    database: { em: { fork } } as Database,
    secretBox,
    clock: { now: () => time.now, monotonicMs: () => time.ms },
    isBlocked: blocks.has,
  });
  return { settings, blocks, time, count };
}

/** Makes a delivery; by default it was claimed at time 0, when its webhook had its first version. */
function deliveryOf(
  webhookId: string,
  seen: { webhookVersion?: number; webhookSeenMs?: number } = {},
) {
  return {
    webhookId,
    webhookVersion: 1,
    webhookSeenMs: 0,
    trigger: 'EVENT',
    probe: null,
    ...seen,
  } as const;
}

async function addWebhook(): Promise<{ id: string; uuid: string }> {
  const { id } = await fixture.customer.createWebhook(fixture.receiver.url);
  return { id, uuid: decodeId(IdPrefix.webhook, id) ?? '' };
}

async function setTimeoutSeconds(webhookId: string, timeoutSeconds: number): Promise<void> {
  const input = { webhookId, timeoutSeconds };
  await fixture.app.ask(fixture.customer.token, UpdateWebhook, { input });
}

test('a read during which its webhook is invalidated returns the newer settings', async () => {
  const { app, customer } = fixture;
  const { id, uuid } = await addWebhook();
  const { settings } = openSettings();
  const answered = proxy.delayAnswerTo('from webhooks');
  const read = settings.read(deliveryOf(uuid));
  const letThrough = await answered;
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  settings.invalidate(uuid);
  letThrough();
  expect((await read).prepare()).toBeNull();
});

test('a webhook suspended by several outcomes sends nothing until the last one is recorded', async () => {
  const { uuid } = await addWebhook();
  const { settings, blocks } = openSettings();
  const mayBeSent = async () => (await settings.read(deliveryOf(uuid))).prepare() !== null;
  blocks.add(uuid);
  blocks.add(uuid);
  blocks.remove(uuid);
  settings.invalidate(uuid);
  expect(await mayBeSent()).toBe(false);
  blocks.remove(uuid);
  expect(await mayBeSent()).toBe(true);
});

test('a busy webhook is not read again while its deliveries see the cached version', async () => {
  const { uuid } = await addWebhook();
  const { settings, time, count } = openSettings();
  for (time.ms = 0; time.ms < 60_000; time.ms += 500) {
    const webhook = await settings.read(deliveryOf(uuid, { webhookSeenMs: time.ms }));
    expect(webhook.prepare()).toMatchObject({ timeoutSeconds: 10 });
  }
  expect(count.statements).toBe(1);
});

test('settings that were read once are decrypted once', async () => {
  const { uuid } = await addWebhook();
  const { settings } = openSettings();
  const prepared = [1, 2].map(async () => (await settings.read(deliveryOf(uuid))).prepare());
  const [first, second] = await Promise.all(prepared);
  expect(first!.secrets[0]).toBe(second!.secrets[0]);
});

test('a delivery that saw a newer version is always sent with it', async () => {
  const { id, uuid } = await addWebhook();
  const { settings, count } = openSettings();
  await settings.read(deliveryOf(uuid));
  await setTimeoutSeconds(id, 20);
  const newer = deliveryOf(uuid, { webhookVersion: 2 });
  const webhooks = await Promise.all([settings.read(newer), settings.read(newer)]);
  for (const webhook of webhooks) expect(webhook.prepare()).toMatchObject({ timeoutSeconds: 20 });
  expect(count.statements).toBe(2);
});

test('a delivery that saw a newer version does not use a read that started earlier', async () => {
  const { id, uuid } = await addWebhook();
  const { settings } = openSettings();
  const answered = proxy.delayAnswerTo('from webhooks');
  const older = settings.read(deliveryOf(uuid));
  const letThrough = await answered;
  await setTimeoutSeconds(id, 20);
  const newer = settings.read(deliveryOf(uuid, { webhookVersion: 2 }));
  letThrough();
  expect((await newer).prepare()).toMatchObject({ timeoutSeconds: 20 });
  await older;
});

test('a delivery that waited for a second is sent with settings from the last second', async () => {
  const { id, uuid } = await addWebhook();
  const { settings, time } = openSettings();
  await settings.read(deliveryOf(uuid));
  await setTimeoutSeconds(id, 20);
  time.ms = 899;
  expect((await settings.read(deliveryOf(uuid))).prepare()).toMatchObject({ timeoutSeconds: 10 });
  time.ms = 900;
  expect((await settings.read(deliveryOf(uuid))).prepare()).toMatchObject({ timeoutSeconds: 20 });
});

test('a version lost by the database in a failover causes only one read', async () => {
  const { uuid } = await addWebhook();
  const { settings, time, count } = openSettings();
  time.ms = 1;
  const lost = deliveryOf(uuid, { webhookVersion: 7 });
  for (let n = 0; n < 3; n += 1) expect((await settings.read(lost)).prepare()).not.toBeNull();
  expect(count.statements).toBe(1);
});

test('a previous secret stops signing when it expires, even if the webhook is not read again', async () => {
  const { app, customer } = fixture;
  const { id, uuid } = await addWebhook();
  const { settings, time, count } = openSettings();
  const input = { webhookId: id, keepPreviousForSeconds: 60 };
  await app.ask(customer.token, RegenerateSecret, { input });
  const secretCount = async () => {
    const webhook = await settings.read(deliveryOf(uuid, { webhookVersion: 2 }));
    return webhook.prepare()?.secrets.length;
  };
  expect(await secretCount()).toBe(2);
  time.now = new Date(Date.now() + 61_000);
  expect(await secretCount()).toBe(1);
  expect(count.statements).toBe(1);
});

test('at most ten thousand webhooks are cached; beyond that all are read again', async () => {
  const { settings, time, count } = openSettings();
  time.ms = 1; // after the claims, since missing webhooks would otherwise be read each time
  const deliveries = Array.from({ length: 10_000 }, () => deliveryOf(randomUUID()));
  const readAll = () => Promise.all(deliveries.map((delivery) => settings.read(delivery)));
  await readAll();
  await readAll();
  expect(count.statements).toBe(1);
  await settings.read(deliveryOf(randomUUID()));
  expect(count.statements).toBe(2);
  await settings.read(deliveries[0]!);
  expect(count.statements).toBe(3);
});
