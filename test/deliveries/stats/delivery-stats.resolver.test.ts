import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordAttempts } from '../../../src/deliveries/index.ts';
import { loadFailureRates } from '../../../src/deliveries/stats/load-failure-rates.ts';
import { loadWebhookStats, loadWorkspaceStats } from '../../../src/deliveries/stats/load-stats.ts';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from '../fixture/delivery-database.ts';
import { contextOf } from '../fixture/graph-client.ts';
import { ask, everything, type Stats } from './stats-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString();
const inBerlin =
  'since: "2026-01-10T12:00:00Z", until: "2026-01-12T12:00:00Z", timeZone: "Europe/Berlin"';

/** Adds a workspace with a webhook of which two deliveries succeeded, one failed and one is retried. */
async function addBusyWorkspace() {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  await database.publish(workspace, { count: 4 });
  const [first, second, third, fourth] = await database.claim([webhook]);
  await recordAttempts(database.em(), [
    resultOf(first!),
    resultOf(second!),
    resultOf(third!, { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' }, unavailable),
    resultOf(fourth!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
  ]);
  return { workspace, webhook };
}

const busyCounts = { succeededCount: 2, failedCount: 1, retriedCount: 1 };

/** Asks with the scope `webhooks:read`. */
function askAs(workspace: string, source: string, variables: Record<string, unknown> = {}) {
  return ask(contextOf(database.em(), workspace), source, variables);
}

async function codesOf(workspace: string, args: string): Promise<unknown[]> {
  const { errors = [] } = await askAs(
    workspace,
    `{ workspace { deliveryStats(${args}) ${everything} } }`,
  );
  return errors.map(({ extensions }) => extensions.code);
}

describe('deliveryStats', () => {
  test('has every bucket of the period, also those in which nothing happened', async () => {
    const workspace = await database.addWorkspace();
    const { data } = await askAs(
      workspace,
      `{ workspace { deliveryStats(${inBerlin}) ${everything} } }`,
    );
    const nothing = { succeededCount: 0, failedCount: 0, retriedCount: 0, responseTime: null };
    const starts = [9, 10, 11, 12].map(
      (day) => `2026-01-${String(day).padStart(2, '0')}T23:00:00.000Z`,
    );
    const buckets = starts
      .slice(1)
      .map((endsAt, n) => ({ startsAt: starts[n], endsAt, ...nothing }));
    expect(data).toEqual({ workspace: { deliveryStats: { buckets, total: nothing } } });
  });

  test('ends now and has days of UTC by default, also for null', async () => {
    const { workspace } = await addBusyWorkspace();
    const source = `query ($since: DateTime!) { workspace {
      byDefault: deliveryStats(since: $since) ${everything}
      byNull: deliveryStats(since: $since, until: null, bucket: null, timeZone: null) ${everything} } }`;
    const { data } = await askAs(workspace, source, { since: yesterday() });
    const { byDefault, byNull } = data.workspace as Record<string, Stats>;
    expect(byDefault).toEqual(byNull);
    expect(byDefault!.buckets.map(({ startsAt }) => startsAt)).toEqual(
      [1, 0].map(
        (age) =>
          `${new Date(Date.now() - age * 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`,
      ),
    );
    expect(byDefault!.total).toMatchObject({ ...busyCounts, responseTime: { p50Ms: 12 } });
    expect(byDefault!.buckets.at(-1)).toMatchObject(busyCounts);
  });

  test('counts the hours of its buckets and no others', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const hours = ['09T22', '09T23', '10T22', '12T22', '12T23'];
    await database.query(`insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count)
      select '${webhook}', ('2026-01-' || hour || ':00Z')::timestamptz, '${workspace}', 10 ^ (n - 1)
      from unnest(array['${hours.join("', '")}']) with ordinality as given (hour, n)`);
    const { data } = await askAs(
      workspace,
      `{ workspace { deliveryStats(${inBerlin}) ${everything} }
        webhooks { nodes { deliveryStats(${inBerlin}) ${everything} } } }`,
    );
    const { deliveryStats } = data.workspace as { deliveryStats: Stats };
    expect(deliveryStats.buckets.map((bucket) => bucket.succeededCount)).toEqual([110, 0, 1_000]);
    expect(deliveryStats.total.succeededCount).toBe(1_110);
    expect(data.webhooks).toEqual({ nodes: [{ deliveryStats }] });
  });

  test('of a workspace includes deleted webhooks', async () => {
    const { workspace, webhook } = await addBusyWorkspace();
    await database.changeWebhook(webhook, 'deleted_at = now()');
    const source =
      'query ($since: DateTime!) { workspace { deliveryStats(since: $since) { total { failedCount } } } }';
    const { data } = await askAs(workspace, source, { since: yesterday() });
    expect(data).toEqual({ workspace: { deliveryStats: { total: { failedCount: 1 } } } });
  });

  test('of 20 webhooks, and their failure rates, are one statement each', async () => {
    const { workspace, webhook } = await addBusyWorkspace();
    for (let n = 1; n < 20; n += 1) await database.addWebhook(workspace, ['rent.deleted']);
    const source = `query ($since: DateTime!) { webhooks(first: 20) { nodes {
      id failureRate24h deliveryStats(since: $since) ${everything} } } }`;
    let data: Record<string, unknown> = {};
    const statements = await database.statementsOf(async () => {
      ({ data } = await askAs(workspace, source, { since: yesterday() }));
    });
    const { nodes } = data.webhooks as { nodes: { id: string; deliveryStats: Stats }[] };
    expect(nodes).toHaveLength(20);
    const busy = nodes.find(({ id }) => id === encodeId(IdPrefix.webhook, webhook));
    expect(busy).toMatchObject({ failureRate24h: 1 / 3, deliveryStats: { total: busyCounts } });
    const idle = nodes.filter((node) => node !== busy);
    expect(new Set(idle.map((node) => JSON.stringify({ ...node, id: '' }))).size).toBe(1);
    expect(idle[0]).toMatchObject({
      failureRate24h: null,
      deliveryStats: { total: { succeededCount: 0 } },
    });
    expect(statements.filter((text) => text.includes('webhook_hours'))).toHaveLength(2);
    expect(statements).toHaveLength(3);
  });

  test.each([
    ['an unknown time zone', inBerlin.replace('Berlin', 'Atlantis')],
    ['an empty period', 'since: "2026-01-10T12:00:00Z", until: "2026-01-10T12:00:00Z"'],
    ['times in the wrong order', 'since: "2026-01-11T12:00:00Z", until: "2026-01-10T12:00:00Z"'],
    ['a start in the future', 'since: "9999-01-01T00:00:00Z"'],
    ['more than 400 days', 'since: "2025-01-01T00:00:00Z", until: "2026-02-06T00:00:00Z"'],
    [
      'more than 400 hours',
      'since: "2026-01-01T00:00:00Z", until: "2026-01-18T00:00:00Z", bucket: HOUR',
    ],
    ['all of time', 'since: "0000-01-01T00:00:00Z", until: "9999-12-31T23:59:59Z"'],
  ])('refuses %s as BAD_USER_INPUT', async (_, args) => {
    const workspace = await database.addWorkspace();
    expect(await codesOf(workspace, args)).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['`since` must be in the past.', 'since: "9999-01-01T00:00:00Z"'],
    ['`since` must be in the past.', 'since: "9999-01-01T00:00:00Z", until: null'],
    [
      '`since` must be before `until`.',
      'since: "9999-01-02T00:00:00Z", until: "9999-01-01T00:00:00Z"',
    ],
  ])('says: %s', async (message, args) => {
    const source = `{ workspace { deliveryStats(${args}) { total { failedCount } } } }`;
    const { errors } = await askAs(await database.addWorkspace(), source);
    expect(errors?.map((error) => error.message)).toEqual([message]);
  });

  test.each(['0000-01-01', '0099-12-31', '9999-12-31'])(
    'accepts times of any year: %s',
    async (day) => {
      const workspace = await database.addWorkspace();
      const args = `since: "${day}T00:00:00Z", until: "${day}T23:59:59Z", timeZone: "Asia/Kolkata"`;
      expect(await codesOf(workspace, args)).toEqual([]);
    },
  );

  test('of a workspace refuses a period with more hours of its webhooks than it may sum', async () => {
    const { workspace, webhook } = await addBusyWorkspace();
    await database.query(`insert into webhook_hours (webhook_id, hour, workspace_id)
      select '${webhook}', date_trunc('hour', now()) - n * interval '1 hour', '${workspace}' from generate_series(1, 9) n`);
    const now = Math.floor(Date.now() / 3_600_000);
    const load = (hoursMax: number) =>
      loadWorkspaceStats(database.em(), workspace, [now - 24, now + 1], hoursMax);
    expect(await load(10)).toMatchObject([{ succeeded: 2, failed: 1, retried: 1 }]);
    await expect(load(9)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('takes the offset of a time zone instead of its name', async () => {
    const { workspace } = await addBusyWorkspace();
    const read = (zone: string) =>
      askAs(
        workspace,
        `{ workspace { deliveryStats(${inBerlin.replace('Europe/Berlin', zone)}) ${everything} } }`,
      );
    expect(await read('+01:00')).toEqual(await read('Europe/Berlin'));
    expect(await read('+01:00')).not.toEqual(await read('-01:00'));
  });

  test('refuses more than 2,000 buckets in one response', async () => {
    const workspace = await database.addWorkspace();
    for (let n = 0; n < 6; n += 1) await database.addWebhook(workspace);
    const source = `{ webhooks { nodes { deliveryStats(
      since: "2026-01-01T00:00:00Z", until: "2026-01-17T16:00:00Z", bucket: HOUR) { buckets { startsAt } } } } }`;
    const { data, errors } = await askAs(workspace, source);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    const { nodes } = data.webhooks as { nodes: { deliveryStats: Stats | null }[] };
    expect(nodes.map(({ deliveryStats }) => deliveryStats?.buckets.length ?? null)).toEqual([
      ...[400, 400, 400, 400, 400],
      null,
    ]);
  });
});

describe('Workspace.failureRate24h', () => {
  test('is failed ÷ finished of this hour and the 23 before, null without any', async () => {
    const { workspace, webhook } = await addBusyWorkspace();
    const read = async () => (await askAs(workspace, '{ workspace { failureRate24h } }')).data;
    expect(await read()).toEqual({ workspace: { failureRate24h: 1 / 3 } });
    const addHour = (age: number) =>
      database.query(`insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count, failed_count)
        values ('${webhook}', date_trunc('hour', now()) - interval '${age} hours', '${workspace}', 2, 0)`);
    await addHour(23);
    expect(await read()).toEqual({ workspace: { failureRate24h: 1 / 5 } });
    await addHour(24);
    expect(await read()).toEqual({ workspace: { failureRate24h: 1 / 5 } });
    await database.query(
      `delete from webhook_hours where webhook_id = '${webhook}' and hour > now() - interval '24 hours'`,
    );
    expect(await read()).toEqual({ workspace: { failureRate24h: null } });
  });
});

describe('Workspace.webhookCounts', () => {
  test('counts each webhook once, by its status', async () => {
    const workspace = await database.addWorkspace();
    const facts = {
      failing: 'failing_since = now()',
      paused: 'paused_at = now(), failing_since = now()',
      disabled: `paused_at = now(), disabled_at = now(), disabled_reason = 'FAILING'`,
      suspended: `suspended = true, disabled_at = now(), disabled_reason = 'FAILING'`,
      deleted: 'deleted_at = now()',
    };
    for (let n = 0; n < 2; n += 1) await database.addWebhook(workspace);
    for (const fact of Object.values(facts)) {
      await database.changeWebhook(await database.addWebhook(workspace), fact);
    }
    const source =
      '{ workspace { webhookCounts { active paused disabled suspended failing total } } }';
    const webhookCounts = { active: 3, paused: 1, disabled: 1, suspended: 1, failing: 1, total: 6 };
    expect((await askAs(workspace, source)).data).toEqual({ workspace: { webhookCounts } });
    const none = { active: 0, paused: 0, disabled: 0, suspended: 0, failing: 0, total: 0 };
    const { data } = await askAs(await database.addWorkspace(), source);
    expect(data).toEqual({ workspace: { webhookCounts: none } });
  });
});

describe('statistics', () => {
  const ofWorkspace =
    'failureRate24h webhookCounts { total } deliveryStats(since: "2026-01-01T00:00:00Z") { total { failedCount } }';

  test('are those of one workspace only', async () => {
    await addBusyWorkspace();
    const workspace = await database.addWorkspace();
    await database.addWebhook(workspace);
    const since = yesterday();
    const source = `query ($since: DateTime!) {
      workspace { failureRate24h webhookCounts { total } deliveryStats(since: $since) { total { failedCount } } }
      webhooks { nodes { failureRate24h deliveryStats(since: $since) { total { failedCount } } } } }`;
    const { data } = await askAs(workspace, source, { since });
    const none = { failureRate24h: null, deliveryStats: { total: { failedCount: 0 } } };
    expect(data).toEqual({
      workspace: { ...none, webhookCounts: { total: 1 } },
      webhooks: { nodes: [none] },
    });
  });

  test('leave out webhooks of another workspace', async () => {
    const { workspace, webhook } = await addBusyWorkspace();
    const stranger = await database.addWorkspace();
    const em = database.em();
    const now = Math.floor(Date.now() / 3_600_000);
    for (const [viewer, size] of [
      [workspace, 1],
      [stranger, 0],
    ] as const) {
      const stats = await loadWebhookStats(em, viewer, [webhook], [now - 1, now + 2]);
      expect(stats.size).toBe(size);
      expect((await loadFailureRates(em, viewer, [webhook])).size).toBe(size);
    }
  });

  test('are null for a token that may not read webhooks', async () => {
    const { workspace } = await addBusyWorkspace();
    const context = contextOf(database.em(), workspace, 'webhooks:write');
    const { data, errors } = await ask(context, `{ workspace { name ${ofWorkspace} } }`);
    expect(errors).toBeUndefined();
    const hidden = { failureRate24h: null, webhookCounts: null, deliveryStats: null };
    expect(data).toEqual({ workspace: { name: workspace, ...hidden } });
  });

  test("are null for another workspace than the token's, which the platform changes", async () => {
    const { workspace } = await addBusyWorkspace();
    const context = contextOf(database.em(), await database.addWorkspace());
    context.viewer.scopes = new Set(['platform', 'webhooks:read']);
    const source = `mutation ($input: UpsertWorkspaceInput!) {
      upsertWorkspace(input: $input) { workspace { id ${ofWorkspace} } } }`;
    const input = { id: workspace, name: 'Renamed', plan: 'ENTERPRISE' };
    const { data, errors } = await ask(context, source, { input });
    expect(errors).toBeUndefined();
    const hidden = { failureRate24h: null, webhookCounts: null, deliveryStats: null };
    expect(data).toEqual({ upsertWorkspace: { workspace: { id: workspace, ...hidden } } });
  });
});
