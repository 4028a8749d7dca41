import { sql, type EntityManager } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';
import { splitByDay } from './split-by-day.ts';

/**
 * Finds out why `recordAttempts` did not write these results.
 *
 * @returns the results whose attempts are logged as OUTCOME_UNKNOWN: their leases were lost. All others
 * were recorded earlier, by a statement whose reply from the database was lost.
 */
export async function findUnknownAttempts<Result extends AttemptResult>(
  em: EntityManager,
  results: readonly Result[],
): Promise<Result[]> {
  const unknown: Result[] = [];
  for (const day of splitByDay(results, ({ delivery }) => delivery.id)) {
    // The limit forces one look-up for each result. For a join, PostgreSQL may read all attempts between the bounds: its
    // statistics do not have the newest ones.
    const { rows } = await sql<{ n: number }>`
      select claim.n::int from unnest(
        ${day.rows.map(({ delivery }) => delivery.id)}::uuid[],
        ${day.rows.map(({ delivery }) => delivery.attempt)}::smallint[]
      ) with ordinality as claim (id, number, n)
      cross join lateral (
        select error_code from attempts
        where delivery_id = claim.id and number = claim.number
          and delivery_id between ${day.least}::uuid and ${day.greatest}::uuid
        limit 1
      ) as attempt
      where attempt.error_code = 'OUTCOME_UNKNOWN'
    `.execute(em.getKysely());
    const found = new Set(rows.map((row) => row.n));
    unknown.push(...day.rows.filter((_, place) => found.has(place + 1)));
  }
  return unknown;
}
