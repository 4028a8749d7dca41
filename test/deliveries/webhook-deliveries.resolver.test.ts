import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endDeliveries, recordAttempts } from '../../src/deliveries/index.ts';
import { loadDeliveryCounts } from '../../src/deliveries/load-delivery-counts.ts';
import { loadLastDeliveries } from '../../src/deliveries/load-last-deliveries.ts';
import { encodeId, IdPrefix, timeOfId } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';
import { contextOf, execute, query } from './fixture/graph-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const webhookId = (uuid: string) => encodeId(IdPrefix.webhook, uuid);
const counts = 'deliveryCounts { total succeeded failed pending { count isExact } }';

interface WebhookData {
  id: string;
  deliveryCounts: unknown;
  lastDeliveryAt: string | null;
}

async function readWebhooks(workspace: string): Promise<Record<string, WebhookData>> {
  const { webhooks } = await query<{ webhooks: { nodes: WebhookData[] } }>(
    contextOf(database.em(), workspace),
    `{ webhooks { nodes { id lastDeliveryAt ${counts} } } }`,
  );
  return Object.fromEntries(webhooks.nodes.map((webhook) => [webhook.id, webhook]));
}

describe('Webhook.deliveryCounts', () => {
  test('counts succeeded, failed (for any reason) and unfinished deliveries', async () => {
    const workspace = await database.addWorkspace();
    const busy = await database.addWebhook(workspace);
    const idle = await database.addWebhook(workspace, ['rent.deleted']);
    await database.publish(workspace, { count: 7 });
    const claimed = await database.claim([busy], { countMax: 5 });
    await recordAttempts(database.em(), [
      ...claimed.slice(0, 2).map((claim) => resultOf(claim)),
      resultOf(claimed[2]!, { status: 'FAILED', reason: 'RECEIVER_GONE' }, unavailable),
      resultOf(claimed[3]!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
    ]);
    await database.changeWebhook(busy, `disabled_at = now(), disabled_reason = 'FAILING'`);
    await endDeliveries(database.em(), busy); // the two that are not claimed

    const webhooks = await readWebhooks(workspace);
    expect(webhooks[webhookId(busy)]!.deliveryCounts).toEqual({
      total: 7,
      succeeded: 2,
      failed: 3,
      pending: { count: 2, isExact: true },
    });
    expect(webhooks[webhookId(idle)]!.deliveryCounts).toEqual({
      total: 0,
      succeeded: 0,
      failed: 0,
      pending: { count: 0, isExact: true },
    });
  });

  test('stops counting unfinished deliveries at 10,000 and reports that there are more', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.publish(workspace, { count: 10_001 });

    expect((await readWebhooks(workspace))[webhookId(webhook)]!.deliveryCounts).toMatchObject({
      total: 10_000,
      pending: { count: 10_000, isExact: false },
    });
  });
});

describe('Webhook.deliveryCounts beyond 32 bits', () => {
  test.each([
    [2_000_000_000, 2, 4_000_000_000],
    [2_147_483_647, 3, 6_442_450_941],
  ])('%i in each of %i hours are counted', async (count, hours, succeeded) => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.query(`insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count)
      select '${webhook}', now() - n * interval '1 hour', '${workspace}', ${count} from generate_series(1, ${hours}) n`);
    const { [webhookId(webhook)]: shown } = await readWebhooks(workspace);
    expect(shown!.deliveryCounts).toMatchObject({ succeeded, total: succeeded });
  });
});

describe('Webhook.lastDeliveryAt', () => {
  test('is the creation time of the newest delivery, or null without one', async () => {
    const workspace = await database.addWorkspace();
    const busy = await database.addWebhook(workspace);
    const idle = await database.addWebhook(workspace, ['rent.deleted']);
    await database.moveToYesterday((await database.publish(workspace)).map(({ id }) => id));
    const [newest] = await database.publish(workspace);

    const webhooks = await readWebhooks(workspace);
    expect(webhooks[webhookId(busy)]!.lastDeliveryAt).toBe(timeOfId(newest!.id).toISOString());
    expect(webhooks[webhookId(idle)]!.lastDeliveryAt).toBeNull();
  });
});

describe('Webhook.deliveries', () => {
  test("pages through the webhook's own deliveries, newest first", async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.addWebhook(workspace);
    const made = (await database.publish(workspace, { count: 3 })).filter(
      (row) => row.webhookId === webhook,
    );

    const read = async (after: string | null) =>
      query<{
        webhook: { deliveries: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
      }>(
        contextOf(database.em(), workspace),
        `query ($id: ID!, $after: String) {
          webhook(id: $id) { deliveries(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }
        }`,
        { id: webhookId(webhook), after },
      );
    const first = (await read(null)).webhook.deliveries;
    const second = (await read(first.pageInfo.endCursor)).webhook.deliveries;
    const ids = [...first.nodes, ...second.nodes].map(({ id }) => id);
    expect(ids).toEqual(
      made
        .map(({ id }) => encodeId(IdPrefix.delivery, id))
        .sort()
        .reverse(),
    );
  });
});

describe('Webhook.deliveries with a filter', () => {
  test("selects among the webhook's own, and matches none for another webhook", async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace, ['*']);
    const other = await database.addWebhook(workspace, ['*']);
    await database.publish(workspace);
    const wanted = (await database.publish(workspace, { type: 'item.deleted' })).find(
      (row) => row.webhookId === webhook,
    );

    const read = async (filter: Record<string, unknown>) => {
      const data = await query<{ webhook: { deliveries: { nodes: { id: string }[] } } }>(
        contextOf(database.em(), workspace),
        `query ($id: ID!, $filter: DeliveryFilter) {
          webhook(id: $id) { deliveries(filter: $filter) { nodes { id } } }
        }`,
        { id: webhookId(webhook), filter },
      );
      return data.webhook.deliveries.nodes.map(({ id }) => id);
    };
    const ids = [encodeId(IdPrefix.delivery, wanted!.id)];
    expect(await read({ eventTypes: ['item.deleted'] })).toEqual(ids);
    expect(await read({ eventTypes: ['item.deleted'], webhookIds: [webhookId(webhook)] })).toEqual(
      ids,
    );
    expect(await read({ webhookIds: [webhookId(other)] })).toEqual([]);
    expect(await read({ webhookIds: ['nonsense'] })).toEqual([]);
  });
});

describe('a response with many webhooks', () => {
  test('reads all counts in one statement and all last deliveries in another', async () => {
    const workspace = await database.addWorkspace();
    for (let n = 0; n < 5; n += 1) await database.addWebhook(workspace);
    await database.publish(workspace);

    const statements = await database.statementsOf(() => readWebhooks(workspace));
    expect(statements.filter((text) => text.includes('webhook_hours'))).toHaveLength(1);
    expect(statements).toHaveLength(3);
  });

  test('shows no part of the log to a token that may only write', async () => {
    const workspace = await database.addWorkspace();
    await database.addWebhook(workspace);
    const context = contextOf(database.em(), workspace, 'webhooks:write');

    for (const field of [counts, 'lastDeliveryAt', 'deliveries { nodes { id } }']) {
      const { errors } = await execute(context, `{ webhooks { nodes { ${field} } } }`);
      expect(errors).toHaveLength(1);
    }
  });

  test('counts no deliveries of a webhook of another workspace', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const stranger = await database.addWorkspace();
    await database.publish(workspace);

    for (const load of [loadDeliveryCounts, loadLastDeliveries]) {
      expect((await load(database.em(), workspace, [webhook])).size).toBe(1);
      expect((await load(database.em(), stranger, [webhook])).size).toBe(0);
    }
  });
});
