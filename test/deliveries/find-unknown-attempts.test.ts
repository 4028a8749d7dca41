import { expect, test } from '@jest/globals';
import { sql, type EntityManager } from '../../src/db/index.ts';
import { findUnknownAttempts } from '../../src/deliveries/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';
import { resultOf } from './fixture/delivery-database.ts';

const fixture = setUpDatabase();
const knownCount = 20_000;
const allCount = 200_000;

/** Adds attempts of today's deliveries, whose ids rise with their numbers. One in 1,000 is unknown. */
async function addAttempts(em: EntityManager, from: number, to: number): Promise<void> {
  await sql`
    insert into attempts (delivery_id, number, started_at, response_body_cut, error_code)
    select ${deliveryId(sql`n`)}, 1, now(), false, case when n % 1000 = 0 then 'OUTCOME_UNKNOWN' end
    from generate_series(${from}::int, ${to}::int) as n
  `.execute(em.getKysely());
}

function deliveryId(n: ReturnType<typeof sql>) {
  const today = sql`extract(epoch from date_trunc('day', now()))::bigint * 1000`;
  return sql`(lpad(to_hex(${today} + ${n}), 12, '0') || '70008000000000000000')::uuid`;
}

/** The rows of attempts that this transaction has read. */
async function countRead(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select sum(seq_tup_read + idx_tup_fetch)::int as count
    from pg_stat_xact_user_tables where relname like 'attempts%'
  `.execute(em.getKysely());
  return rows[0]!.count;
}

test('only the attempts of the results are read, also of many that were made since the last ANALYZE', async () => {
  await fixture.database.em.fork().transactional(async (em) => {
    await addAttempts(em, 1, knownCount);
    await sql`analyze attempts`.execute(em.getKysely());
    await addAttempts(em, knownCount + 1, allCount);
    const { rows } = await sql<{ id: string }>`
      select ${deliveryId(sql`n`)} as id from generate_series(${knownCount}::int, ${allCount}::int, 450) as n
    `.execute(em.getKysely());
    const results = rows.map(({ id }) => resultOf({ id, attempt: 1, token: id }));
    const readBefore = await countRead(em);
    const unknown = await findUnknownAttempts(em, results);
    expect([results.length, unknown.length]).toEqual([401, 21]);
    // The planner reads a few rows too.
    expect((await countRead(em)) - readBefore).toBeLessThan(results.length + 10);
  });
});
