import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { expireLeases, scanDueWebhooks } from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

// The scan sees the whole database, so each test has its own.
let database: DeliveryDatabase;
beforeEach(async () => {
  database = await openDeliveryDatabase();
});
afterEach(() => database.close());

async function scanned() {
  const { due } = await scanDueWebhooks(database.em(), null);
  return due.map(({ webhookId, mustEnd }) => [webhookId, mustEnd]);
}

/** Adds a webhook with due deliveries, in a new workspace. */
async function addDue(count = 1): Promise<string> {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  await database.publish(workspace, { count });
  return webhook;
}

describe('scanDueWebhooks', () => {
  test('returns each webhook with due deliveries once', async () => {
    const [a, b] = [await addDue(3), await addDue(1)];
    await database.addWebhook(await database.addWorkspace());

    expect(await scanned()).toEqual([
      [a, false],
      [b, false],
    ]);
  });

  test('leaves out webhooks whose deliveries are all leased or ended', async () => {
    const webhook = await addDue();
    await database.claim([webhook]);

    expect(await scanned()).toEqual([]);
  });

  test('returns a webhook again after an expired lease was settled', async () => {
    const webhook = await addDue();
    await database.claim([webhook], { leaseSeconds: 0 });

    expect(await scanned()).toEqual([]);
    await expireLeases(database.em(), decideAfter(10));
    expect(await scanned()).toEqual([[webhook, false]]);
  });

  test('leaves out webhooks that are paused or cooling down', async () => {
    const [paused, cooling, warm] = [await addDue(), await addDue(), await addDue()];
    await database.changeWebhook(paused, 'paused_at = now()');
    await database.changeWebhook(cooling, `cooling_down_until = now() + interval '1 hour'`);
    await database.changeWebhook(warm, `cooling_down_until = now() - interval '1 second'`);

    expect(await scanned()).toEqual([[warm, false]]);
  });

  test('tells that deliveries of an inactive webhook must be ended, even if it is also paused', async () => {
    const [disabled, suspended, deleted] = [await addDue(), await addDue(), await addDue()];
    await database.changeWebhook(disabled, `disabled_at = now(), disabled_reason = 'FAILING'`);
    await database.changeWebhook(suspended, 'suspended = true, paused_at = now()');
    await database.changeWebhook(deleted, 'deleted_at = now(), suspended = true');

    expect(await scanned()).toEqual([
      [disabled, true],
      [suspended, true],
      [deleted, true],
    ]);
  });

  test('continues after the previous part and reaches every webhook, also if one is missing', async () => {
    const workspace = await database.addWorkspace();
    const webhooks = [];
    for (let n = 0; n < 205; n += 1) webhooks.push(await database.addWebhook(workspace));
    await database.publish(workspace);
    await database.query(`delete from webhooks where id = '${webhooks[7]}'`);

    const first = await scanDueWebhooks(database.em(), null);
    expect(first.nextFrom).toBe(first.due.at(-1)!.webhookId);
    const second = await scanDueWebhooks(database.em(), first.nextFrom);
    expect(second.nextFrom).toBeNull();
    const seen = [...first.due, ...second.due].map(({ webhookId }) => webhookId);
    expect(seen).toEqual(webhooks.toSorted()); // by id, which before PostgreSQL 18 follows the creation order only to the ms
  });
});
