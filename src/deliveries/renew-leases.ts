import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimReference } from './attempt-result.ts';
import { splitByDay } from './id-bounds.ts';
import { lockClaims } from './lock-claims.ts';

/**
 * Starts the leases of these claims anew.
 *
 * @returns the ids that were renewed; what is missing lost its lease before.
 */
export async function renewLeases(
  em: EntityManager,
  claims: readonly ClaimReference[],
  leaseSeconds: number,
): Promise<ReadonlySet<string>> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)`;
  return updateClaims(em, claims, sql`due_at = ${dueAt}`);
}

/** Gives claims back whose attempt never started: due for whoever comes, at once or after a delay. Lost ones are left alone. */
export async function releaseClaims(
  em: EntityManager,
  claims: readonly ClaimReference[],
  delaySeconds = 0,
): Promise<void> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${delaySeconds}::int)`;
  await updateClaims(em, claims, sql`due_at = ${dueAt}, claim_token = null`);
}

async function updateClaims(
  em: EntityManager,
  claims: readonly ClaimReference[],
  assignments: ReturnType<typeof sql>,
): Promise<ReadonlySet<string>> {
  const updated = new Set<string>();
  for (const day of splitByDay(claims, (claim) => claim.id)) {
    const { rows } = await sql<{ id: string }>`
      with input as (
        select * from unnest(
          ${day.rows.map((claim) => claim.id)}::uuid[], ${day.rows.map((claim) => claim.token)}::uuid[]
        ) as input (id, token)
      ),
      ${lockClaims(day)}
      update deliveries d set ${assignments}
      from locked
      where d.id = locked.id and d.claim_token = locked.token
        and d.id between ${day.least}::uuid and ${day.greatest}::uuid
      returning d.id
    `.execute(em.getKysely());
    for (const row of rows) updated.add(row.id);
  }
  return updated;
}
