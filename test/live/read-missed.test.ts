import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql, type EntityManager } from '../../src/db/index.ts';
import { readMissed } from '../../src/live/read-missed.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

const fixture = setUpDatabase();

/** Each by a transaction of its own, from 1 on. */
const rowCount = 100_000;
const now = rowCount + 1;
const deliveryId = '0192f3f0-0000-7000-8000-000000000000';

beforeAll(async () => {
  const kysely = fixture.database.em.fork().getKysely();
  await sql`
    insert into delivery_changes (workspace_id, xid, delivery_ids)
    select workspace_id, n::text::xid8, array[${deliveryId}::uuid]
    from generate_series(1, ${rowCount}::int) as n, (values ('acme'), ('other')) as w (workspace_id)
  `.execute(kysely);
  await sql`analyze delivery_changes`.execute(kysely);
});

/** The rows of `delivery_changes` that this transaction has read, and some that earlier ones have. */
async function countRead(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (seq_tup_read + idx_tup_fetch)::int as count
    from pg_stat_xact_user_tables where relid = 'delivery_changes'::regclass
  `.execute(em.getKysely());
  return rows[0]!.count;
}

async function read(...snapshots: string[]) {
  return fixture.database.em.fork().transactional(async (em) => {
    const readBefore = await countRead(em);
    const missed = (await readMissed(em, new Map([['acme', snapshots]]))).get('acme')!;
    const xids = missed.rows.map(({ xid }) => Number(xid));
    return { xids, cutAt: missed.cutAt, readCount: (await countRead(em)) - readBefore };
  });
}

describe('readMissed', () => {
  test('reads only what an honest cursor has missed, beside a transaction that has been open for long', async () => {
    const { xids, cutAt, readCount } = await read(`5:${now - 2}:5,17000`, `7:${now}:7`);
    expect(xids).toEqual([rowCount, rowCount - 1, 17_000, 7, 5]);
    expect(cutAt).toBeNull();
    expect(readCount).toBeLessThanOrEqual(xids.length);
  });

  const everything = Array.from({ length: rowCount }, (_, n) => n + 1).join();
  test.each([
    ['that saw nothing', '1:1:', 4_000],
    ['with all transactions in progress', `1:${now}:${everything}`, 1_000],
  ])('reads a bounded number of rows for a crafted cursor %s', async (_title, snapshot, count) => {
    const { xids, cutAt, readCount } = await read(snapshot);
    expect(xids).toEqual(Array.from({ length: count }, (__, n) => rowCount - n));
    expect(cutAt).toBe(BigInt(rowCount - count));
    expect(readCount).toBeLessThanOrEqual(5_000);
  });
});
