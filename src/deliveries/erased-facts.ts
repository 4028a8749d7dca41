import { sql, type EntityManager } from '../db/index.ts';
import { splitByDay, type DayOfRows } from './split-by-day.ts';

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

/**
 * Erases the texts of all attempts of these deliveries, in the caller's transaction; also those of the other deliveries
 * of their digests, which have the same texts and are of the same day.
 */
export async function eraseAttempts(em: EntityManager, day: DayOfRows<string>): Promise<void> {
  const digests = await findDigests(em, day);
  const texts = digests.map(({ text }) => text);
  const isMeant = sql`(delivery_id = any(${day.rows}::uuid[]) or digest::text = any(${texts}::text[]))`;
  const assignments = Object.entries(erasedFacts).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value}`,
  );
  for (const { rows, least, greatest } of splitByDay(
    [...day.rows, ...digests.flatMap(({ ids }) => ids)],
    (id) => id,
  )) {
    const found = sql`delivery_id = any(${rows}::uuid[]) and ${isMeant}
      and delivery_id between ${least}::uuid and ${greatest}::uuid`;
    // Two calls that erase events of one digest lock its rows in one order, so that none waits for the other in a circle.
    if (texts.length > 0)
      await sql`select from attempts where ${found} order by delivery_id, number for update`.execute(
        em.getKysely(),
      );
    await sql`update attempts set ${sql.join(assignments)} where ${found}`.execute(em.getKysely());
  }
}

/** @returns the ids of each digest that told of one of these deliveries, also as the text that identifies it */
async function findDigests(
  em: EntityManager,
  { rows: ids, least, greatest }: DayOfRows<string>,
): Promise<{ ids: string[]; text: string }[]> {
  const { rows } = await sql<{ ids: string[]; text: string }>`
    select distinct on (digest::text) digest as ids, digest::text as text from attempts
    where delivery_id = any(${ids}::uuid[]) and delivery_id between ${least}::uuid and ${greatest}::uuid
      and digest is not null
  `.execute(em.getKysely());
  return rows;
}
