import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate, sql } from '../../src/db/index.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { chooseFastFolder } from '../kit/choose-fast-folder.ts';
import { createCustomer, createDrafts, type Customer } from '../kit/customer.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { statementsOf } from '../kit/statements-of.ts';
import { waitUntil } from '../kit/wait-until.ts';

let dataDir: string;
/** A server for this file alone, since the log of a server counts the bytes of all its databases. */
let server: EmbeddedPostgres;
let app: TestApp;
let receiver: Receiver;
let customer: Customer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(await chooseFastFolder(), 'stockaj-cost-'));
  server = await startEmbeddedPostgres({
    dataDir,
    ephemeral: true,
    settings: { autovacuum: 'off' },
  });
  await migrate(server.url);
  app = await startTestApp({ database: server });
  receiver = await startReceiver();
  customer = await createCustomer(app);
  await customer.createWebhook(receiver.url);
  await deliver(1_000);
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function read(text: string): Promise<number> {
  const { rows } = await sql
    .raw<{ n: number }>(text)
    .execute(app.app.database.em.fork().getKysely());
  return rows[0]!.n;
}

const countSucceeded = () =>
  read('select coalesce(sum(succeeded_count), 0)::float8 as n from webhook_hours');

/** Publishes this many events in calls of 100, and resolves when each is recorded as SUCCEEDED. */
async function deliver(count: number): Promise<void> {
  const wanted = (await countSucceeded()) + count;
  for (let published = 0; published < count; published += 100) {
    const em = app.app.database.em.fork();
    await app.app.publishEvents(em, customer.workspaceId, createDrafts(100));
  }
  await waitUntil('all are recorded', async () => (await countSucceeded()) >= wanted);
}

test('1,000 deliveries take at most 200 statements: publishes, claims and records are batches', async () => {
  const texts = await statementsOf(app.app.database, () => deliver(1_000));
  const ofDelivery = texts.filter((text) => /prepared: (insert events|claim|record)/.test(text));
  expect(ofDelivery.length).toBeGreaterThanOrEqual(10 + 3 + 3); // calls of 100, batches of up to 400
  expect(ofDelivery.length).toBeLessThanOrEqual(200);
});

test('1,000 deliveries write at most 3,200 bytes each to the WAL, besides the body', async () => {
  const writtenBytes = () =>
    read(`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as n`);
  const bodyBytes = receiver.requests.at(-1)!.body.length;
  const before = await writtenBytes();
  await deliver(1_000);
  const each = ((await writtenBytes()) - before) / 1_000;
  expect(each).toBeGreaterThan(bodyBytes);
  expect(each - bodyBytes).toBeLessThanOrEqual(3_200);
});
