import { sql, type EntityManager } from '../db/index.ts';
import { createSecretBox, type SecretBox, type SecretKey } from '../kernel/index.ts';
import type { StoredHeader } from './headers/stored-headers.ts';

/** Result of a run. */
export interface Resealing {
  /** Number of webhooks whose secrets were moved to the first key. */
  count: number;
  /** Ids (UUIDs) of webhooks that still have a secret under another key. */
  left: string[];
}

interface SealedRow {
  id: string;
  secret: string;
  previous: string | null;
  url: string | null;
  headers: readonly StoredHeader[];
}

const batchSize = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Encrypts the stored secrets of all webhooks again under the first key, including deleted webhooks, so
 * that the other keys can be removed from the configuration. Safe while nodes run: their changes are not
 * overwritten. Can be stopped and run again at any time.
 *
 * @returns `left` is not empty if a key is missing, or if a node encrypts under a different first key
 */
export async function resealSecrets(
  em: EntityManager,
  keys: readonly SecretKey[],
): Promise<Resealing> {
  const box = createSecretBox(keys);
  const keyId = keys[0]?.id ?? '';
  let count = 0;
  let rows = await findSealedByOthers(em, keyId, firstId);
  while (rows.length > 0) {
    // One row per statement: a statement over many rows could deadlock with those of the nodes.
    for (const row of rows) if (await resealRow(em, box, row)) count += 1;
    rows = await findSealedByOthers(em, keyId, rows.at(-1)?.id ?? '');
  }
  const left: string[] = [];
  for (let last: string | undefined = firstId; last !== undefined; last = rows.at(-1)?.id) {
    rows = await findSealedByOthers(em, keyId, last);
    left.push(...rows.map(({ id }) => id));
  }
  return { count, left };
}

async function findSealedByOthers(
  em: EntityManager,
  keyId: string,
  after: string,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select id, secret, previous_secret as previous, sealed_url as url, headers from webhooks
    where id > ${after}::uuid and (not starts_with(secret, ${`${keyId}:`})
      or not starts_with(previous_secret, ${`${keyId}:`}) or not starts_with(sealed_url, ${`${keyId}:`})
      or exists (select from jsonb_array_elements(headers) as header where not starts_with(header ->> 'sealed', ${`${keyId}:`})))
    order by id limit ${batchSize}
  `.execute(em.getKysely());
  return rows;
}

/** @returns false if the row cannot be decrypted or has changed since it was read */
async function resealRow(
  em: EntityManager,
  box: SecretBox,
  { id, secret, previous, url, headers }: SealedRow,
): Promise<boolean> {
  const reseal = (sealed: string) => box.seal(box.open(sealed, id), id);
  const resealIfAny = (sealed: string | null) => (sealed === null ? null : reseal(sealed));
  const resealHeader = (header: StoredHeader) =>
    'sealed' in header ? { name: header.name, sealed: reseal(header.sealed) } : header;
  let fresh: Omit<SealedRow, 'id'>;
  try {
    fresh = {
      ...{ secret: reseal(secret), previous: resealIfAny(previous), url: resealIfAny(url) },
      headers: headers.map(resealHeader),
    };
  } catch {
    return false;
  }
  const { numAffectedRows } = await sql`
    update webhooks set secret = ${fresh.secret}, previous_secret = ${fresh.previous}, sealed_url = ${fresh.url},
      headers = ${JSON.stringify(fresh.headers)}::jsonb
    where id = ${id}::uuid and secret = ${secret} and previous_secret is not distinct from ${previous}
      and sealed_url is not distinct from ${url} and headers = ${JSON.stringify(headers)}::jsonb
  `.execute(em.getKysely());
  return numAffectedRows === 1n;
}
