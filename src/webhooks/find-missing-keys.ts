import { sql, type EntityManager } from '../db/index.ts';
import type { SecretKey } from '../kernel/index.ts';

/**
 * Returns the ids of keys that stored secrets need but `keys` lacks: signing secrets, URLs of chat formats and secret
 * headers. Ignores deleted webhooks, and previous secrets that no longer sign.
 */
export async function findMissingKeys(
  em: EntityManager,
  keys: readonly SecretKey[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct split_part(sealed, ':', 1) as id
    from webhooks cross join lateral (
      select unnest(array[secret, sealed_url, case when previous_secret_ends_at > now() then previous_secret end])
      union all
      select header ->> 'sealed' from jsonb_array_elements(headers) as header
    ) as stored (sealed)
    where deleted_at is null and sealed is not null
    order by id
  `.execute(em.getKysely());
  const known = new Set(keys.map(({ id }) => id));
  return rows.map(({ id }) => id).filter((id) => !known.has(id));
}
