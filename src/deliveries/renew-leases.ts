import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimReference } from './attempt-result.ts';
import { lockClaims } from './lock-claims.ts';

/**
 * Renews the leases of these claims for `leaseSeconds` from now.
 *
 * @returns the ids that were renewed; the leases of the others were lost.
 */
export async function renewLeases(
  em: EntityManager,
  claims: readonly ClaimReference[],
  leaseSeconds: number,
): Promise<ReadonlySet<string>> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)`;
  return updateClaims(em, claims, sql`due_at = ${dueAt}`);
}

/** Releases claims whose attempts never started: they are due for any node, at once or after a delay. Skips lost claims. */
export async function releaseClaims(
  em: EntityManager,
  claims: readonly ClaimReference[],
  delaySeconds = 0,
): Promise<void> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${delaySeconds}::int)`;
  await updateClaims(em, claims, sql`due_at = ${dueAt}, claim_token = null`);
}

/** Gives back claims that turned out not to be needed: they are due since the time they were due before. */
export async function returnClaims(
  em: EntityManager,
  claims: readonly (ClaimReference & { dueMs: number })[],
): Promise<void> {
  const [ids, times] = [claims.map(({ id }) => id), claims.map(({ dueMs }) => dueMs)];
  const dueAt = sql`(
    select to_timestamp(earlier.ms / 1000) from unnest(${ids}::uuid[], ${times}::float8[]) as earlier (id, ms)
    where earlier.id = delivery_id
  )`;
  await updateClaims(em, claims, sql`due_at = ${dueAt}, claim_token = null`);
}

async function updateClaims(
  em: EntityManager,
  claims: readonly ClaimReference[],
  assignments: ReturnType<typeof sql>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    with ${lockClaims(claims.toSorted((a, b) => (a.id < b.id ? -1 : 1)))}
    update delivery_queue set ${assignments}
    where delivery_id = any(array(select id from locked))
    returning delivery_id as id
  `.execute(em.getKysely());
  return new Set(rows.map(({ id }) => id));
}
