import { beforeEach, describe, expect, test } from '@jest/globals';
import { makePartitions, migrate, sql } from '../../src/db/index.ts';
import { expireLeases } from '../../src/deliveries/index.ts';
import { decideAfter } from '../deliveries/fixture/delivery-database.ts';
import { createDrafts } from '../kit/customer.ts';
import { PublishEvents, ResendDelivery, SendTest } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { createShop } from '../kit/shop.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { createLogger } from '../../src/kernel/index.ts';

const lines: string[] = [];
const logger = createLogger('error', { write: (line: string) => void lines.push(line) });
const fixture = setUpNode({ options: { logger } });
const fork = () => fixture.app.app.database.em.fork();

beforeEach(async () => {
  await makePartitions(fork());
});

/** Drops every partition of these tables, with the rows in them. */
async function dropPartitions(...tables: string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    join pg_class parent on parent.oid = inhparent
    where parent.relname = any(${tables}::text[]) and parent.relkind = 'p'
  `.execute(fork().getKysely());
  expect(rows.length).toBeGreaterThan(0);
  await fork().execute(`drop table ${rows.map(({ name }) => name).join(', ')}`);
}

/** Partitions of yesterday and later: other tests have made older ones. */
async function countPartitions(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_inherits
    join pg_class parent on parent.oid = inhparent join pg_class child on child.oid = inhrelid
    where parent.relname in ('events', 'deliveries', 'attempts') and parent.relkind = 'p'
      and right(child.relname, 8) >= to_char(now() at time zone 'UTC' - interval '1 day', 'YYYYMMDD')
  `.execute(fork().getKysely());
  return rows[0]!.count;
}

describe('without a partition for the row', () => {
  test('a publish succeeds, and each event is sent once', async () => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await dropPartitions('events', 'deliveries', 'attempts');
    await customer.publish(3);
    expect(await customer.waitForLog(3)).toMatchObject(Array(3).fill({ status: 'SUCCEEDED' }));
    expect(receiver.requests).toHaveLength(3);
    expect(await countPartitions()).toBe(3); // others are made when needed, or within the hour
  });

  test('many publishes at once succeed', async () => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await dropPartitions('events', 'deliveries', 'attempts');
    await Promise.all(Array.from({ length: 30 }, async () => customer.publish()));
    await customer.waitForLog(30);
    expect(receiver.requests).toHaveLength(30);
  });

  test('a change of the inventory succeeds and publishes its event once', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await dropPartitions('events', 'deliveries', 'attempts');
    await createShop(app, customer).createItem();
    expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  test('a test event is sent', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await dropPartitions('events', 'deliveries', 'attempts');
    const { sendTest } = await app.ask(customer.token, SendTest, { input: { webhookId: id } });
    expect(sendTest.userErrors).toEqual([]);
    expect(await customer.waitForLog(1)).toMatchObject([{ trigger: 'TEST', status: 'SUCCEEDED' }]);
  });

  test('a result is recorded, and the request is not repeated', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await held.waitFor(1);
    await dropPartitions('attempts');
    held.release((response) => response.end());
    expect(await customer.waitForLog(1)).toMatchObject([
      { status: 'SUCCEEDED', attempts: [{ responseStatus: 200 }] },
    ]);
    expect(receiver.requests).toHaveLength(1);
  });

  test('results of several old days are recorded', async () => {
    const { customer } = fixture;
    const days = ['2021-03-04', '2021-03-05', '2021-03-06'];
    for (const day of days) {
      await makePartitions(fork(), day);
      await sql`
        with made as (
          insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
          values (id_floor(${`${day}T12:00Z`}::timestamptz), new_id(), new_id(), ${customer.workspaceId},
            'renter.created', 'EVENT')
          returning id, event_id, webhook_id, workspace_id, trigger
        )
        insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, claim_token, due_at)
        select *, 2, new_id(), now() + interval '1 hour' from made
      `.execute(fork().getKysely());
    }
    await dropPartitions('attempts');
    // Their leases expire; this node or its dispatcher settles them.
    await sql`update delivery_queue set due_at = now() where workspace_id = ${customer.workspaceId}`.execute(
      fork().getKysely(),
    );
    await expireLeases(fork(), decideAfter(10));
    const findDays = async () => {
      const { rows } = await sql<{ day: string }>`
        select tableoid::regclass::text as day from attempts
        where delivery_id < id_floor('2021-03-07') order by 1
      `.execute(fork().getKysely());
      return rows.map(({ day }) => day);
    };
    await waitUntil('all are settled', async () => (await findDays()).length === days.length);
    expect(await findDays()).toEqual(days.map((day) => `attempts_${day.replaceAll('-', '')}`));
  });

  test("publishEvents in the caller's transaction fails, and succeeds when it is repeated", async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await dropPartitions('events', 'deliveries', 'attempts');
    const publish = () =>
      fork().transactional((em) =>
        app.app.publishEvents(em, customer.workspaceId, createDrafts(2)),
      );
    await expect(publish()).rejects.toMatchObject({ code: '23514' });
    await publish();
    await customer.waitForLog(2);
    expect(receiver.requests).toHaveLength(2);
  });

  test('a delivery is resent although only its own day has a partition, and today has none', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await makePartitions(fork(), '2021-03-07');
    const old = `'2021-03-07T12:00Z'`;
    const oldId = `'01780c8e-fa00-7000-8000-000000000001'`;
    await fork().execute(`
      insert into events (id, workspace_id, type, body, occurred_at)
      values (${oldId}, '${customer.workspaceId}', 'renter.created', '{}', ${old})`);
    await fork().execute(`
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status)
      select ${oldId}, ${oldId}, id, workspace_id, 'renter.created', 'EVENT', 'SUCCEEDED'
      from webhooks where workspace_id = '${customer.workspaceId}'`);
    const [first] = await customer.log();
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    await fork().execute(`drop table deliveries_${today}, attempts_${today}`);
    const { resendDelivery } = await app.ask(customer.token, ResendDelivery, {
      input: { deliveryId: first!.id },
    });
    expect(resendDelivery.userErrors).toEqual([]);
    const log = await customer.waitForLog(2);
    expect(log[0]).toMatchObject({ trigger: 'RESEND', status: 'SUCCEEDED', webhook: { id } });
  });
});

describe('where another table has the name of the partition', () => {
  const name = (table: string) =>
    `${table}_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;

  /** Like a table that was archived, or restored in the wrong place. */
  async function detach(table: string): Promise<void> {
    await fork().execute(`alter table ${table} detach partition ${name(table)}`);
  }

  test('a publish fails and the log names the table, until the table is removed', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await detach('deliveries');
    const input = { events: createDrafts(1) };
    const { errors } = await app.request(customer.token, PublishEvents, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(errors![0]!.extensions).not.toHaveProperty('isRetryable');
    expect(lines.join()).toContain(`where a table has its name: ${name('deliveries')}. Rename it`);
    await fork().execute(`drop table ${name('deliveries')}`);
    await customer.publish();
    expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  test('a result waits and the log names the table; it is recorded once the table is removed', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await held.waitFor(1);
    await detach('attempts');
    held.release((response) => response.end());
    await waitUntil('the log says so', () =>
      lines.some((line) => line.includes('write failed') && line.includes(name('attempts'))),
    );
    await fork().execute(`drop table ${name('attempts')}`);
    expect(await customer.waitForLog(1)).toMatchObject([
      { status: 'SUCCEEDED', attempts: [{ responseStatus: 200 }] },
    ]);
    expect(receiver.requests).toHaveLength(1);
  });

  test('a start fails with the name of the table, and the other partitions are made', async () => {
    await dropPartitions('events');
    await fork().execute(`create table ${name('events')} (id uuid)`);
    await expect(migrate(fixture.app.databaseUrl)).rejects.toThrow(
      `where a table has its name: ${name('events')}.`,
    );
    expect(await countPartitions()).toBe(3 * 9 - 1); // from yesterday to seven days ahead
    await fork().execute(`drop table ${name('events')}`);
  });
});
