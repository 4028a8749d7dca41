import { sql, type EntityManager } from '../db/index.ts';
import type { SecretKey } from '../kernel/index.ts';

/** Returns the ids of keys that stored secrets need but `keys` lacks. Ignores deleted webhooks. */
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
