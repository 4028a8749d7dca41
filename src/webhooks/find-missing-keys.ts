import { sql, type EntityManager } from '../db/index.ts';
import type { SecretKey } from '../kernel/index.ts';

/** Ids of keys that secrets of webhooks are sealed under and that are not among these. */
export async function findMissingKeys(
  em: EntityManager,
  keys: readonly SecretKey[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct split_part(secret, ':', 1) as id from webhooks where deleted_at is null order by id
  `.execute(em.getKysely());
  const known = new Set(keys.map(({ id }) => id));
  return rows.map(({ id }) => id).filter((id) => !known.has(id));
}
