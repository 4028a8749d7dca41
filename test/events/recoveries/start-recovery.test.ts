import { describe, expect, test } from '@jest/globals';
import { sql, type EntityManager } from '../../../src/db/index.ts';
import { countRecoverable } from '../../../src/events/recoveries/count-recoverable.ts';
import { startRecovery } from '../../../src/events/recoveries/start-recovery.ts';
import { decodeId, IdPrefix, systemClock, timeOfId } from '../../../src/kernel/index.ts';
import { DeleteWebhook } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { insertFailed } from './kit/insert-failed.ts';
import { longAgo, recover } from './kit/recovery-client.ts';

/** Nothing runs by itself. */
const fixture = setUpNode({ env: { ROLES: 'api' } });

const openEm = () => fixture.app.app.database.em.fork();

async function query<Row>(
  statement: ReturnType<typeof sql<Row>>,
  em: EntityManager = openEm(),
): Promise<Row[]> {
  return (await statement.execute(em.getKysely())).rows;
}

/** Adds a webhook with failed deliveries, and returns its UUID. */
async function addWebhook(failedCount: number, isDeleted = false): Promise<string> {
  const { app, customer } = fixture;
  const { id: webhookId } = await customer.createWebhook('https://hooks.example.com/');
  await insertFailed(app, { ...customer, webhookId, count: failedCount });
  if (isDeleted) await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
  return decodeId(IdPrefix.webhook, webhookId)!;
}

async function readParts(em: EntityManager = openEm()): Promise<string[]> {
  const { workspaceId } = fixture.customer;
  const rows = await query(
    sql<{ id: string }>`
      select webhook_id as id from recovery_parts p join recoveries r on r.id = p.recovery_id
      where r.workspace_id = ${workspaceId} order by webhook_id`,
    em,
  );
  return rows.map(({ id }) => id);
}

/** The index entries of `deliveries` that this transaction has read, and some that earlier ones have. */
async function countRead(em: EntityManager): Promise<number> {
  const [row] = await query(
    sql<{ count: number }>`
      select sum(pg_stat_get_xact_tuples_returned(indexrelid))::int as count
      from pg_index join pg_class c on c.oid = indrelid where relname like 'deliveries_2%'`,
    em,
  );
  return row!.count;
}

describe('a recovery', () => {
  test('searches the webhooks that have failures, deleted ones included, and no others', async () => {
    await addWebhook(0);
    await addWebhook(0, true);
    const failed = [await addWebhook(2), await addWebhook(2, true)];
    await recover(fixture.app, fixture.customer.token);
    expect(await readParts()).toEqual(failed.sort());
  });

  test('leaves out webhooks whose failures are too old or too new for its filter', async () => {
    await addWebhook(2);
    const later = await addWebhook(2);
    const [first] = await query(
      sql<{
        id: string;
      }>`select id from deliveries where webhook_id = ${later}::uuid order by id limit 1`,
    );
    const between = timeOfId(first!.id);
    await recover(fixture.app, fixture.customer.token, { createdAfter: between.toISOString() });
    expect(await readParts()).toEqual([later]);
    await query(sql`delete from recoveries`);
    await recover(fixture.app, fixture.customer.token, { createdBefore: between.toISOString() });
    expect(await readParts()).not.toContain(later);
  });

  test('reads the index of failures once for each webhook when it starts, however long the log is', async () => {
    const others = [await addWebhook(3_000), await addWebhook(3_000, true)];
    await query(sql`
      update deliveries set status = 'SUCCEEDED', status_reason = null
      where webhook_id = any(${others}::uuid[])`);
    const failed = [await addWebhook(3_000), await addWebhook(3_000, true)];
    await query(sql`vacuum analyze deliveries`);
    const dependencies = { clock: systemClock, wakeUps: { wake: () => undefined } };
    const filter = { createdAfter: new Date(longAgo) };
    await openEm().transactional(async (em) => {
      const { workspaceId } = fixture.customer;
      const first = await countRead(em);
      await countRecoverable(em, workspaceId, filter); // `expectedCount` has a bound of its own
      const before = await countRead(em);
      await startRecovery(dependencies, em, workspaceId, filter);
      expect((await countRead(em)) - before - (before - first)).toBeLessThan(10);
      expect(await readParts(em)).toEqual(failed.sort());
    });
  });
});
