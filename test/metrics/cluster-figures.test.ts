import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { readFigures, refreshFigures } from '../../src/metrics/measure-cluster.ts';
import { scrape } from '../kit/scrape.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Without a dispatcher, so that no delivery is claimed, and measured only by the tests. */
const fixture = setUpNode({ env: { ROLES: 'api' } });

const fork = () => fixture.app.app.database.em.fork();

async function run(statement: ReturnType<typeof sql>): Promise<void> {
  await statement.execute(fork().getKysely());
}

/** Moves the last measurement into the past or the future. */
const setAge = (seconds: number) =>
  run(sql`
    update cluster_figures set measured_at = now() - make_interval(secs => ${seconds}::int)
  `);

async function measure() {
  await setAge(3_600);
  expect(await refreshFigures(fixture.app.app.database)).toBe(true);
  return (await readFigures(fork())).figures;
}

describe('the figures of the database', () => {
  test('count ready and leased deliveries, without those of a paused or troubled webhook', async () => {
    const { customer, receiver } = fixture;
    const before = await measure();
    expect(before.oldestReadySeconds ?? null).toBeNull();
    await customer.createWebhook(receiver.url);
    await customer.publish(4);
    const mine = sql`workspace_id = ${customer.workspaceId}`;
    await run(sql`
      update delivery_queue set claim_token = gen_random_uuid(), due_at = now() + interval '1 hour'
      where delivery_id = (select delivery_id from delivery_queue where ${mine} order by delivery_id limit 1)
    `);
    await run(sql`
      update delivery_queue set due_at = now() + interval '1 hour'
      where delivery_id = (select delivery_id from delivery_queue where ${mine} order by delivery_id desc limit 1)
    `);
    await run(sql`
      update delivery_queue set due_at = due_at - interval '2 hours' where ${mine} and due_at <= now()
    `);
    await run(sql`update webhooks set updated_at = now() - interval '1 hour' where ${mine}`);

    const ready = await measure();
    expect(ready).toMatchObject({ readyCount: 2, leasedCount: 1 });
    // Ready since the change of its webhook an hour ago.
    expect(ready.oldestReadySeconds).toBeGreaterThanOrEqual(3_600);
    expect(ready.oldestReadySeconds).toBeLessThan(7_200);

    for (const state of [
      sql`paused_at = now()`,
      sql`disabled_at = now()`,
      sql`suspended = true`,
      sql`deleted_at = now()`,
      sql`cooling_down_until = now() + interval '1 hour'`,
    ]) {
      const healthy = sql`paused_at = null, disabled_at = null, suspended = false, deleted_at = null, cooling_down_until = null`;
      await run(sql`update webhooks set ${healthy} where ${mine}`);
      await run(sql`update webhooks set ${state} where ${mine}`);
      expect(await measure()).toMatchObject({ readyCount: 0, oldestReadySeconds: null });
    }
  });

  test('count ready deliveries behind any number of retries and paused ones', async () => {
    const { customer, receiver } = fixture;
    const before = await measure();
    for (const name of ['busy', 'paused']) await customer.createWebhook(`${receiver.url}/${name}`);
    await run(sql`
      with w as (
        select id, workspace_id, row_number() over (order by id) as n from webhooks
        where workspace_id = ${customer.workspaceId}
      ), paused as (update webhooks set paused_at = now() where id = (select id from w where n = 2))
      insert into delivery_queue (delivery_id, workspace_id, webhook_id, event_id, trigger, body_bytes, due_at)
      select new_id(), workspace_id, id, new_id(), 'EVENT', 2,
        now() + case when n = 1 and row % 1000 <> 0 then interval '5 hours' else interval '-1 hour' end
      from w, generate_series(1, 60000) as row
    `);
    const { readyCount, oldestReadySeconds } = await measure();
    expect(readyCount).toBe((before.readyCount ?? 0) + 60);
    expect(oldestReadySeconds).not.toBeNull();
    await run(sql`delete from delivery_queue where workspace_id = ${customer.workspaceId}`);
  });

  test('show a session that has written and keeps its transaction open', async () => {
    const writer = fork();
    await writer.begin();
    await writer.execute('update workspaces set updated_at = updated_at');
    try {
      expect((await measure()).oldestSnapshotSeconds).toBeGreaterThan(0);
    } finally {
      await writer.rollback();
    }
  });

  test('count webhooks in trouble by state', async () => {
    const { customer, receiver } = fixture;
    const before = await measure();
    const ids: string[] = [];
    for (let made = 0; made < 4; made += 1) {
      await customer.createWebhook(`${receiver.url}/${made}`);
    }
    const { rows } = await sql<{ id: string }>`
      select id from webhooks where workspace_id = ${customer.workspaceId} order by id
    `.execute(fork().getKysely());
    ids.push(...rows.map(({ id }) => id));
    await run(sql`update webhooks set failing_since = now() where id = ${ids[0]}`);
    await run(
      sql`update webhooks set cooling_down_until = now() + interval '1 hour' where id = ${ids[1]}`,
    );
    await run(
      sql`update webhooks set disabled_at = now(), disabled_reason = 'RECEIVER_GONE' where id = ${ids[2]}`,
    );
    await run(
      sql`update webhooks set disabled_at = now(), disabled_reason = 'FAILING' where id = ${ids[3]}`,
    );
    const after = await measure();
    for (const name of [
      'failingCount',
      'coolingDownCount',
      'disabledGoneCount',
      'disabledFailingCount',
    ] as const) {
      expect(after[name]).toBe((before[name] ?? 0) + 1);
    }
  });

  test('show the oldest snapshot and the days that have partitions', async () => {
    const reader = fork();
    await reader.begin();
    await reader.execute('set transaction isolation level repeatable read');
    await reader.execute('select 1 from workspaces limit 1');
    try {
      expect((await measure()).oldestSnapshotSeconds).toBeGreaterThan(0);
    } finally {
      await reader.rollback();
    }
    const daySeconds = 86_400;
    const whole = (await measure()).partitionsAheadSeconds ?? 0;
    expect(whole).toBeGreaterThan(6 * daySeconds);
    expect(whole).toBeLessThanOrEqual(9 * daySeconds);
    const { rows } = await sql<{ day: string }>`
      select to_char((now() at time zone 'UTC') + interval '3 days', 'YYYYMMDD') as day
    `.execute(fork().getKysely());
    await fork().execute(`drop table attempts_${rows[0]!.day}`);
    const { partitionsAheadSeconds: cut } = await measure();
    expect(cut).toBeGreaterThan(daySeconds);
    expect(cut).toBeLessThanOrEqual(3 * daySeconds);
  });

  test('are measured by one node at a time, and by none while they are fresh', async () => {
    const { database } = fixture.app.app;
    await setAge(3_600);
    const other = fork();
    await other.begin();
    await other.execute('select 1 from cluster_figures for update');
    try {
      expect(await refreshFigures(database)).toBe(false);
    } finally {
      await other.rollback();
    }
    expect(await refreshFigures(database)).toBe(true);
    await setAge(-3_600);
    expect(await refreshFigures(database)).toBe(false);
  });

  test('are read by all nodes and measured by none of them while another has', async () => {
    const known = { readyCount: 77, leasedCount: 5, oldestReadySeconds: null };
    await run(sql`
      update cluster_figures set figures = ${JSON.stringify(known)}::jsonb,
        measured_at = now() + interval '1 hour'
    `);
    const nodes = [
      await fixture.startNode({ METRICS_PORT: '0', ROLES: 'api' }),
      await fixture.startNode({ METRICS_PORT: '0', ROLES: 'api' }),
    ];
    for (const node of nodes) {
      await waitUntil('the node has read them', async () =>
        (await scrape(node)).has('deliveries_ready'),
      );
      const { get, has } = await scrape(node);
      expect([get('deliveries_ready'), get('deliveries_leased')]).toEqual([77, 5]);
      expect(Math.abs(get('clock_difference_seconds'))).toBeLessThan(30);
      expect(get('cluster_figures_age_seconds')).toBeLessThan(0);
      // Nothing is ready, and the other figures were not measured by the version that wrote the row.
      const missing = ['oldest_ready_age_seconds', 'oldest_snapshot_age_seconds'];
      expect([...missing, 'webhooks{state="failing"}'].filter(has)).toEqual([]);
    }
    const { rows } = await sql<{ count: number }>`
      select (figures->>'readyCount')::int as count from cluster_figures
    `.execute(fork().getKysely());
    expect(rows).toEqual([{ count: 77 }]);
  });
});
