import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/db/index.ts';
import type { Database } from '../../src/db/index.ts';
import { createWebhookSettings } from '../../src/dispatcher/webhook-settings.ts';
import { createSecretBox, decodeId, IdPrefix, systemClock } from '../../src/kernel/index.ts';
import { startDatabaseProxy } from '../kit/database-proxy.ts';
import type { DatabaseProxy } from '../kit/database-proxy.ts';
import { PauseWebhook, UpdateWebhook } from '../kit/documents.ts';
import { setScene } from '../kit/scene.ts';

const key = Buffer.alloc(32, 7);
const secretBox = createSecretBox([{ id: 'k1', key }]);
const env = { ROLES: 'api', SECRET_KEYS: `k1:${key.toString('base64')}` };
const scene = setScene({ env });
let proxy: DatabaseProxy;
let database: Database;

beforeAll(async () => {
  proxy = await startDatabaseProxy(scene.app.databaseUrl);
  const options = { entities: [], connectionsMax: 2, onWarning: () => undefined };
  database = await openDatabase({ url: proxy.url, ...options });
});
afterAll(async () => {
  await database.close(true);
  await proxy.stop();
});

/** The database, with an account of how often it was asked. */
function countStatements() {
  let count = 0;
  const fork = () => {
    count += 1;
    return database.em.fork();
  };
  return { counted: { em: { fork } } as Database, statementCount: () => count };
}

test('a read that is under way when its webhook is forgotten answers what came after', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  const uuid = decodeId(IdPrefix.webhook, id) ?? '';
  const settings = createWebhookSettings({ database, secretBox, clock: systemClock });
  const answered = proxy.delayAnswerTo('from webhooks');
  const read = settings.read(uuid);
  const letThrough = await answered;
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  settings.forget(uuid);
  letThrough();
  expect((await read).prepare({ trigger: 'EVENT', probe: null })).toBeNull();
});

test('a webhook that several outcomes hold sends nothing until the last of them is recorded', async () => {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  const uuid = decodeId(IdPrefix.webhook, id) ?? '';
  const settings = createWebhookSettings({ database, secretBox, clock: systemClock });
  const mayBeSent = async () =>
    (await settings.read(uuid)).prepare({ trigger: 'EVENT', probe: null }) !== null;
  settings.hold(uuid);
  settings.hold(uuid);
  settings.release(uuid);
  settings.forget(uuid);
  expect(await mayBeSent()).toBe(false);
  settings.release(uuid);
  expect(await mayBeSent()).toBe(true);
});

test('a webhook in use is read anew once before its settings are too old, and nobody waits for that', async () => {
  const { app, customer, receiver } = scene;
  const { counted, statementCount } = countStatements();
  const { id } = await customer.createWebhook(receiver.url);
  const uuid = decodeId(IdPrefix.webhook, id) ?? '';
  let nowMs = 0;
  const clock = { ...systemClock, monotonicMs: () => nowMs };
  const settings = createWebhookSettings({ database: counted, secretBox, clock });
  const timeoutOf = async () =>
    (await settings.read(uuid)).prepare({ trigger: 'EVENT', probe: null })?.timeoutSeconds;
  expect(await timeoutOf()).toBe(10);
  const input = { webhookId: id, timeoutSeconds: 20 };
  await app.ask(customer.token, UpdateWebhook, { input });

  nowMs = 500;
  const answered = proxy.delayAnswerTo('from webhooks');
  expect(await timeoutOf()).toBe(10);
  const letThrough = await answered;
  nowMs = 899;
  expect(await timeoutOf()).toBe(10);
  nowMs = 900; // too old by now: what is being read anew is waited for
  const newer = timeoutOf();
  letThrough();
  expect(await newer).toBe(20);
  expect(statementCount()).toBe(2);
});

test('no more than ten thousand webhooks are remembered: all are read anew before there are more', async () => {
  const { counted, statementCount } = countStatements();
  // A clock that stands still: nothing is forgotten for its age.
  const clock = { ...systemClock, monotonicMs: () => 0 };
  const settings = createWebhookSettings({ database: counted, secretBox, clock });
  const ids = Array.from({ length: 10_000 }, () => randomUUID());
  const readAll = () => Promise.all(ids.map((id) => settings.read(id)));
  await readAll();
  await readAll();
  expect(statementCount()).toBe(1);
  await settings.read(randomUUID());
  expect(statementCount()).toBe(2);
  await settings.read(ids[0]!);
  expect(statementCount()).toBe(3);
});
