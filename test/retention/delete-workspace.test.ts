import { IsolationLevel } from '@mikro-orm/core';
import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { deleteWorkspace } from '../../src/retention/delete-workspace.ts';
import { removeWorkspace } from '../../src/retention/remove-workspace.ts';
import { tablesOfWorkspaces } from '../../src/retention/remove-rows.ts';
import { own } from '../e2e/kit/own.ts';
import { readTables } from '../e2e/kit/read-tables.ts';
import { ContractUpsertWorkspace, ContractWorkspace } from '../e2e/kit/contract-documents.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer, createDrafts, type Customer } from '../kit/customer.ts';
import {
  DeleteWorkspace,
  GetWorkspaceDeletion,
  PauseWebhook,
  PublishEvents,
  ResendDelivery,
  SendTest,
} from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { openLive, openWebhooks } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0,600' } });

const kysely = () => fixture.app.app.database.em.fork().getKysely();

async function remove(id: string, app: TestApp = fixture.app) {
  const token = await app.token('stockaj', ['platform']);
  return (await app.ask(token, DeleteWorkspace, { input: { id } })).deleteWorkspace;
}

async function readDeletion(id: string) {
  const token = await fixture.app.token('stockaj', ['platform']);
  return (await fixture.app.ask(token, GetWorkspaceDeletion, { id })).workspaceDeletion;
}

async function waitForEnd(id: string): Promise<void> {
  await waitUntil('the deletion has ended', async () => Boolean((await readDeletion(id))?.endedAt));
}

async function upsert(id: string) {
  const token = await fixture.app.token('stockaj', ['platform']);
  const input = { id, name: id, plan: 'ENTERPRISE' } as const;
  return (await fixture.app.ask(token, ContractUpsertWorkspace, { input })).upsertWorkspace;
}

/** The tables, without their days, that have a row with one of these texts. */
async function findTables(words: readonly string[]): Promise<string[]> {
  const tables = Object.entries(await readTables(fixture.app));
  const found = tables.filter(([, rows]) =>
    rows.some((row) => words.some((word) => row.includes(word))),
  );
  return [...new Set(found.map(([name]) => name.replace(/_\d{8}$/, '')))].sort();
}

/** A workspace with something in every table. Returns words that are in its rows. */
async function fill(customer: Customer): Promise<string[]> {
  const { app, receiver } = fixture;
  const { token, workspaceId } = customer;
  await own(app, customer);
  const { id: webhookId } = await customer.createWebhook(receiver.url, { idempotencyKey: 'one' });
  const events = createDrafts(1).map((draft) => ({ ...draft, idempotencyKey: 'one' }));
  await app.ask(token, PublishEvents, { input: { events } });
  const log = await customer.waitForLog(1, { webhookIds: [webhookId] });
  await app.ask(token, SendTest, { input: { webhookId } });
  await app.ask(token, ResendDelivery, { input: { deliveryId: log[0]!.id } });
  await customer.waitForLog(3, { webhookIds: [webhookId] });
  const ids = [
    decodeId(IdPrefix.webhook, webhookId)!,
    ...log.map(({ id }) => decodeId(IdPrefix.delivery, id)!),
  ];
  return [workspaceId, ...ids];
}

describe('deleteWorkspace', () => {
  test('removes everything of the workspace and nothing of others', async () => {
    const { customer } = fixture;
    const other = await createCustomer(fixture.app);
    const [words, otherWords] = [await fill(customer), await fill(other)];
    const [othersLog, othersTables] = [await other.log(), await findTables(otherWords)];
    expect(await findTables(words)).toEqual(othersTables);
    expect(othersTables).toEqual(expect.arrayContaining(['attempts', 'rate_limits', 'items']));

    const { deletion, userErrors } = await remove(customer.workspaceId);
    expect(userErrors).toEqual([]);
    expect(deletion).toMatchObject({ workspaceId: customer.workspaceId, endedAt: null });
    await waitForEnd(customer.workspaceId);
    expect(await findTables(words)).toEqual(['workspace_deletions']);
    expect((await readDeletion(customer.workspaceId))!.removedCount).toBeGreaterThan(15);
    expect(await other.log()).toEqual(othersLog);
    expect(await findTables(otherWords)).toEqual(othersTables);
  });

  test('refuses the tokens of the workspace within a second, and its id until the end', async () => {
    const { app, customer } = fixture;
    const held = holdAnswers();
    fixture.receiver.answer(held.answer);
    await customer.createWebhook(fixture.receiver.url);
    await customer.publish();
    await held.waitFor(1); // keeps the deletion from ending
    await remove(customer.workspaceId);
    await waitUntil('its token is refused', async () => {
      const { errors } = await app.request(customer.token, ContractWorkspace, {});
      return errors?.[0]?.extensions.code === 'FORBIDDEN';
    });
    expect(await upsert(customer.workspaceId)).toMatchObject({
      workspace: null,
      userErrors: [{ code: 'CONFLICT', field: 'id' }],
    });
    held.release(200);
    await waitForEnd(customer.workspaceId);

    expect((await upsert(customer.workspaceId)).userErrors).toEqual([]);
    expect(await customer.log()).toEqual([]);
    expect(await app.ask(customer.token, ContractWorkspace, {})).toMatchObject({
      workspace: { webhookCount: 0 },
    });
  });

  test('ends the live streams of the workspace on every node, and none of another', async () => {
    const { app, customer, receiver } = fixture;
    const nodes = [app, await fixture.startNode({ ROLES: 'api' })];
    const other = await createCustomer(app);
    await other.createWebhook(receiver.url);
    const streams = await Promise.all(
      nodes.flatMap((node) => [openLive(node, customer.token), openWebhooks(node, customer.token)]),
    );
    const others = await Promise.all(nodes.map(async (node) => openLive(node, other.token)));
    await remove(customer.workspaceId);
    await waitUntil('all have ended', () => streams.every((one) => one.isComplete()));
    await waitForEnd(customer.workspaceId);
    await upsert(customer.workspaceId);
    await other.publish();
    await Promise.all(
      others.map(async (one) => one.waitFor('it goes on', ({ length }) => length > 1)),
    );
    expect(streams.map(({ error }) => error())).toEqual(streams.map(() => null));
    await Promise.all([...streams, ...others].map(async (one) => one.stop()));
  });

  test('ends what waits, lets requests in flight finish, and sends nothing more', async () => {
    const { app, customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(503, held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await customer.waitForAttempt(); // waits for its retry in ten minutes
    const paused = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: paused.id } });
    await customer.publish();
    await held.waitFor(1);
    await remove(customer.workspaceId);
    const countQueued = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from delivery_queue where workspace_id = ${customer.workspaceId}
      `.execute(kysely());
      return rows[0]!.count;
    };
    await waitUntil('only the request in flight is left', async () => (await countQueued()) === 1);
    const { rows } = await sql`
      select status_reason as reason, attempt_count as attempts from deliveries
      where workspace_id = ${customer.workspaceId} order by id
    `.execute(kysely());
    expect(rows).toEqual([
      { reason: 'WORKSPACE_DELETED', attempts: 1 },
      { reason: null, attempts: 0 },
      { reason: 'WORKSPACE_DELETED', attempts: 0 },
    ]);
    held.release(503);
    await waitForEnd(customer.workspaceId);
    expect(receiver.requests).toHaveLength(2);
    expect(await countQueued()).toBe(0);
  });

  test('leaves nothing of what is published while it begins', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    let isRefused = false;
    const publish = async () => {
      while (!isRefused) {
        const input = { events: createDrafts(3) };
        const { errors } = await app.request(customer.token, PublishEvents, { input });
        if (errors) isRefused = errors[0]!.extensions.code === 'FORBIDDEN';
      }
    };
    const publishing = Promise.all([publish(), publish(), publish()]);
    await customer.waitForAttempt();
    await remove(customer.workspaceId);
    await publishing;
    await waitForEnd(customer.workspaceId);
    expect(await findTables([customer.workspaceId])).toEqual(['workspace_deletions']);
  });

  test.each([
    ['a transaction that has published', undefined, 'before'],
    ['a snapshot that does not know of it', IsolationLevel.REPEATABLE_READ, 'after'],
  ] as const)('waits for %s, and leaves nothing of it', async (_, isolationLevel, time) => {
    const { app, customer, receiver } = fixture;
    const { workspaceId } = customer;
    await customer.createWebhook(receiver.url);
    const { database, publishEvents } = app.app;
    await database.em.fork().transactional(
      async (em) => {
        await sql`select from workspaces`.execute(em.getKysely());
        const publish = () => publishEvents(em, workspaceId, createDrafts(2));
        if (time === 'before') await publish();
        await remove(workspaceId);
        await sql`
          update workspace_deletions set requested_at = now() - interval '1 h' where workspace_id = ${workspaceId}
        `.execute(kysely());
        const options = { mayGoOn: () => Promise.resolve(true), onEnded: () => undefined };
        expect(await removeWorkspace(database.em.fork(), workspaceId, options)).toBe(false);
        if (time === 'after') expect(await publish()).toHaveLength(2);
      },
      { ...(isolationLevel && { isolationLevel }) },
    );
    await waitForEnd(workspaceId);
    expect((await upsert(workspaceId)).userErrors).toEqual([]);
    const left = await findTables([workspaceId]);
    expect(left).toEqual(['workspace_deletions', 'workspaces']);
  });

  test('waits for a transaction that has published while the request was not committed yet', async () => {
    const { app, customer, receiver } = fixture;
    const { workspaceId } = customer;
    await customer.createWebhook(receiver.url);
    const { database, publishEvents } = app.app;
    await database.em.fork().transactional(async (em) => {
      await database.em.fork().transactional(async (request) => {
        await deleteWorkspace(request, { wake: () => undefined }, workspaceId);
        expect(await publishEvents(em, workspaceId, createDrafts(2))).toHaveLength(2);
      });
      await sql`select from workspaces`.execute(em.getKysely()); // takes a later snapshot
      await sql`
        update workspace_deletions set requested_at = now() - interval '1 h' where workspace_id = ${workspaceId}
      `.execute(kysely());
      const options = { mayGoOn: () => Promise.resolve(true), onEnded: () => undefined };
      expect(await removeWorkspace(database.em.fork(), workspaceId, options)).toBe(false);
    });
    await remove(workspaceId);
    await waitForEnd(workspaceId);
    expect(await findTables([workspaceId])).toEqual(['workspace_deletions']);
  });

  test('ends in a restored database, whose transactions are counted from a lower number', async () => {
    const { workspaceId } = fixture.customer;
    await sql`
      insert into workspace_deletions (workspace_id, requested_xid) values (${workspaceId}, '9000000000000000')
    `.execute(kysely());
    await remove(workspaceId);
    await waitForEnd(workspaceId);
  });

  test.each([[{}], [{ idempotencyKey: 'late' }]])(
    'refuses what is published after it, also by calls that began before: %j',
    async (key) => {
      const { app, customer, receiver } = fixture;
      const { workspaceId } = customer;
      await customer.createWebhook(receiver.url);
      await remove(workspaceId);
      const drafts = createDrafts(1).map((draft) => ({ ...draft, ...key }));
      const publishing = app.app.publishEvents(app.app.database.em.fork(), workspaceId, drafts);
      await expect(publishing).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const left = await findTables([workspaceId]);
      expect(left).not.toEqual(expect.arrayContaining(['events']));
      await waitForEnd(workspaceId);
      expect(await findTables([workspaceId])).toEqual(['workspace_deletions']);
    },
  );

  test('goes on at another node when the first one has stopped', async () => {
    const { customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await held.waitFor(1);
    const first = await fixture.startNode({ ROLES: 'api' });
    await remove(customer.workspaceId, first);
    await first.stop();
    held.release(200);
    const { deletion } = await remove(customer.workspaceId);
    expect(deletion).toMatchObject({ endedAt: null });
    await waitForEnd(customer.workspaceId);
  });

  test('removes the next workspace when one cannot be removed', async () => {
    const { workspaceId } = fixture.customer;
    await fixture.customer.createWebhook(fixture.receiver.url);
    const next = await createCustomer(fixture.app);
    await sql
      .raw(
        `create function keep() returns trigger language plpgsql as $$ begin raise exception 'kept'; end $$;
         create trigger keep before delete on webhooks for each row
           when (old.workspace_id = '${workspaceId}') execute function keep()`,
      )
      .execute(kysely());
    await remove(workspaceId);
    await remove(next.workspaceId);
    await waitForEnd(next.workspaceId);
    expect(await readDeletion(workspaceId)).toMatchObject({ endedAt: null });

    await sql.raw('drop function keep() cascade').execute(kysely());
    await remove(workspaceId);
    await waitForEnd(workspaceId);
  });

  test('removes many rows in small steps', async () => {
    const { customer } = fixture;
    await sql`
      with made as (
        insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status)
        select new_id(), new_id(), new_id(), ${customer.workspaceId}, 'rent.created', 'EVENT', 'FAILED'
        from generate_series(1, 2500) returning id
      ),
      tried as (insert into attempts (delivery_id, number, started_at) select id, 1, now() from made)
      insert into webhook_hours (webhook_id, hour, workspace_id)
      select new_id(), now(), ${customer.workspaceId} from made
    `.execute(kysely());
    await remove(customer.workspaceId);
    await waitForEnd(customer.workspaceId);
    expect((await readDeletion(customer.workspaceId))!.removedCount).toBe(3 * 2500 + 1);
  });

  test('may be repeated, and is known after its end', async () => {
    const { workspaceId } = fixture.customer;
    const first = await remove(workspaceId);
    await waitForEnd(workspaceId);
    const { deletion } = await remove(workspaceId);
    expect(deletion).toEqual({
      ...{ workspaceId, requestedAt: first.deletion!.requestedAt },
      ...{ endedAt: expect.any(String), removedCount: 1 },
    });
  });

  test.each([
    ['an unknown one', 'nobody'],
    ['an empty one', ''],
    ['one with NUL', 'wh_\u0000'],
    ['a very long one', 'x'.repeat(10_000)],
  ])('finds no workspace by an id like %s', async (_, id) => {
    expect(await remove(id)).toMatchObject({
      deletion: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'id' }],
    });
    expect(await readDeletion(id)).toBeNull();
  });

  test('knows every table with rows of a workspace', async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where attname = 'workspace_id' and relkind in ('r', 'p') and not relispartition
        and relnamespace = 'public'::regnamespace
    `.execute(kysely());
    const others = ['workspace_deletions', 'delivery_queue'];
    expect(rows.map(({ name }) => name).sort()).toEqual([...tablesOfWorkspaces, ...others].sort());
  });
});
