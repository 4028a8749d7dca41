import { sql } from '../db/index.ts';
import type { DayOfRows } from './id-bounds.ts';

/**
 * A common table expression `locked` (id, token) that locks the deliveries of one called `input` (id,
 * token) that its claims still hold, in the order of their ids. An update alone locks them in the order
 * of its plan, whatever the order of its arrays: a record and a renewal of the same deliveries would wait
 * for each other (seen as 40P01, which shuts the gate). Update nothing that is not in it.
 */
export function lockClaims({ least, greatest }: Pick<DayOfRows<unknown>, 'least' | 'greatest'>) {
  return sql`locked as (
    select d.id, d.claim_token as token from deliveries d join input i on d.id = i.id and d.claim_token = i.token
    where d.id between ${least}::uuid and ${greatest}::uuid
    order by d.id
    for update of d
  )`;
}
