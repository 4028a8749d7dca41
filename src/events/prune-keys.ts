import { sql, type EntityManager } from '../db/index.ts';

/** Rows of one statement: it takes about 0.1 s, and has a limit of 10 s. */
const rowsMax = 50_000;

/** Deletes idempotency keys after 24 hours, and rate limits after their windows, in batches. */
export async function pruneKeys(em: EntityManager): Promise<void> {
  const isOld = sql`created_at < now() - interval '24 hours' order by created_at`;
  await prune(em, 'event_keys', isOld);
  await prune(em, 'rate_limits', sql`expire < extract(epoch from now()) * 1000`);
}

async function prune(
  em: EntityManager,
  table: 'event_keys' | 'rate_limits',
  condition: ReturnType<typeof sql>,
): Promise<void> {
  for (let count = rowsMax; count === rowsMax;) {
    const result = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${condition} limit ${rowsMax}::int))
    `.execute(em.getKysely());
    count = Number(result.numAffectedRows ?? 0);
  }
}
