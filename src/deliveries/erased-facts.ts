import { sql, type EntityManager } from '../db/index.ts';
import type { DayOfRows } from './split-by-day.ts';

/** Says in the log why an attempt has no response, and marks it: a result that comes later is not stored either. */
const erasedError = 'The response was erased together with the event.';

/** Whether the texts of an attempt, a row of `attempts`, were erased. */
export const isErased = sql`response_body_error is not distinct from ${sql.lit(erasedError)}`;

/** The facts that an attempt keeps when its event was erased: SQL expressions for columns that may repeat the event's text. */
export const erasedFacts: Readonly<Record<string, ReturnType<typeof sql>>> = {
  request_body: sql`null::text`,
  response_headers: sql`null::json`,
  response_body: sql`null::text`,
  response_body_cut: sql`false`,
  response_body_error: sql.lit(erasedError),
  // The detail in parentheses may quote the first line of a response.
  error_message: sql`regexp_replace(error_message, ' \\(.*\\)\\.$', '.')`,
};

/** Erases the texts of all attempts of these deliveries, in the caller's transaction. */
export async function eraseAttempts(
  em: EntityManager,
  { rows, least, greatest }: DayOfRows<string>,
): Promise<void> {
  const assignments = Object.entries(erasedFacts).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value}`,
  );
  await sql`
    update attempts set ${sql.join(assignments)}
    where delivery_id = any(${rows}::uuid[]) and delivery_id between ${least}::uuid and ${greatest}::uuid
  `.execute(em.getKysely());
}
