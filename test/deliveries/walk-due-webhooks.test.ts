import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { expireLeases, walkDueWebhooks } from '../../src/deliveries/index.ts';
import { decideAfter, openDeliveryLab, type DeliveryLab } from './delivery-lab.ts';

// The walk sees the whole database, so each test has its own.
let lab: DeliveryLab;
beforeEach(async () => {
  lab = await openDeliveryLab();
});
afterEach(() => lab.close());

async function walked() {
  const { due } = await walkDueWebhooks(lab.em(), null);
  return due.map(({ webhookId, endReason }) => [webhookId, endReason]);
}

/** A webhook of a workspace of its own, with deliveries that are due. */
async function addDue(count = 1): Promise<string> {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  await lab.publish(workspace, { count });
  return webhook;
}

describe('walkDueWebhooks', () => {
  test('names each webhook that has due deliveries once', async () => {
    const [a, b] = [await addDue(3), await addDue(1)];
    await lab.addWebhook(await lab.addWorkspace());

    expect(await walked()).toEqual([
      [a, null],
      [b, null],
    ]);
  });

  test('passes over webhooks whose deliveries are leased or all done', async () => {
    const webhook = await addDue();
    await lab.claim([webhook]);

    expect(await walked()).toEqual([]);
  });

  test('names a webhook again when its lease ran out and was settled', async () => {
    const webhook = await addDue();
    await lab.claim([webhook], { leaseSeconds: 0 });

    expect(await walked()).toEqual([]);
    await expireLeases(lab.em(), decideAfter(10));
    expect(await walked()).toEqual([[webhook, null]]);
  });

  test('passes over webhooks that are paused or cooling down', async () => {
    const [paused, cooling, warm] = [await addDue(), await addDue(), await addDue()];
    await lab.changeWebhook(paused, 'paused_at = now()');
    await lab.changeWebhook(cooling, `cooling_down_until = now() + interval '1 hour'`);
    await lab.changeWebhook(warm, `cooling_down_until = now() - interval '1 second'`);

    expect(await walked()).toEqual([[warm, null]]);
  });

  test('says why deliveries of a dead webhook are to be ended, also when it is paused', async () => {
    const [disabled, suspended, deleted] = [await addDue(), await addDue(), await addDue()];
    await lab.changeWebhook(disabled, `disabled_at = now(), disabled_reason = 'FAILING'`);
    await lab.changeWebhook(suspended, 'suspended = true, paused_at = now()');
    await lab.changeWebhook(deleted, 'deleted_at = now(), suspended = true');

    expect(await walked()).toEqual([
      [disabled, 'WEBHOOK_DISABLED'],
      [suspended, 'WEBHOOK_SUSPENDED'],
      [deleted, 'WEBHOOK_DELETED'],
    ]);
  });

  test('goes on where the turn before ended, and comes to every webhook', async () => {
    const workspace = await lab.addWorkspace();
    const webhooks = [];
    for (let n = 0; n < 105; n += 1) webhooks.push(await lab.addWebhook(workspace));
    await lab.publish(workspace);

    const first = await walkDueWebhooks(lab.em(), null);
    expect(first.nextFrom).toBe(first.due.at(-1)!.webhookId);
    const second = await walkDueWebhooks(lab.em(), first.nextFrom);
    expect(second.nextFrom).toBeNull();
    const seen = [...first.due, ...second.due].map(({ webhookId }) => webhookId);
    expect(seen).toEqual(webhooks.toSorted()); // by id: before PostgreSQL 18 that is the order of making only to the ms
  });
});
