import { arrayOf, sql } from '../db/index.ts';
import type { ClaimReference } from './attempt-result.ts';

/**
 * A common table expression `locked` (id, n, body_bytes) that locks the queue rows still held by these claims; n is
 * the position in `claims`, from 1. Pass the claims sorted by id: locks taken in one order cannot
 * deadlock (40P01, which closes the gate). Change only rows in `locked`.
 *
 * The size of the queue changes too quickly for PostgreSQL's statistics, and a join with it may become a
 * nested loop over all rows. So nothing joins it: each claim is looked up by the primary key, and the
 * following statements use the ids as an array.
 */
export function lockClaims(claims: readonly ClaimReference[]) {
  return lockListed({
    ids: arrayOf('uuid', claims, ({ id }) => id),
    tokens: arrayOf('uuid', claims, ({ token }) => token),
  });
}

/** The same for claims that the statement has as arrays already. */
export function lockListed({ ids, tokens }: Record<'ids' | 'tokens', ReturnType<typeof sql>>) {
  return sql`locked as (
    select q.delivery_id as id, claim.n, q.body_bytes
    from unnest(${ids}, ${tokens}) with ordinality as claim (id, token, n)
    cross join lateral (
      select delivery_id, body_bytes from delivery_queue
      where delivery_id = claim.id and claim_token = claim.token
      for update
    ) q
  )`;
}
