import { sql, type EntityManager } from '../db/index.ts';
import { createSecretBox, type SecretBox, type SecretKey } from '../kernel/index.ts';

/** What a run did. */
export interface Resealing {
  /** How many webhooks have their secrets under the first key now, and had not before. */
  count: number;
  /** Ids (UUIDs) of those that still have a secret under another key. */
  left: string[];
}

interface SealedRow {
  id: string;
  secret: string;
  previous: string | null;
}

const batchSize = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Encrypts the stored secrets of all webhooks, deleted ones too, under the first of the keys, so that the
 * others can be taken out of the configuration. Nodes may run meanwhile: what one of them changes is not
 * overwritten. It can be stopped and run again at any time.
 *
 * @returns `left` is not empty when a key is missing, or a node seals under another first key
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
    // One at a time: a statement over many rows could wait in a circle with those that the nodes run.
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
    select id, secret, previous_secret as previous from webhooks
    where id > ${after}::uuid and (not starts_with(secret, ${`${keyId}:`})
      or not starts_with(previous_secret, ${`${keyId}:`}))
    order by id limit ${batchSize}
  `.execute(em.getKysely());
  return rows;
}

/** @returns false for a row that cannot be opened, or that somebody changed since it was read */
async function resealRow(
  em: EntityManager,
  box: SecretBox,
  { id, secret, previous }: SealedRow,
): Promise<boolean> {
  const reseal = (sealed: string) => box.seal(box.open(sealed, id), id);
  let fresh: { secret: string; previous: string | null };
  try {
    fresh = { secret: reseal(secret), previous: previous === null ? null : reseal(previous) };
  } catch {
    return false;
  }
  const { numAffectedRows } = await sql`
    update webhooks set secret = ${fresh.secret}, previous_secret = ${fresh.previous}
    where id = ${id}::uuid and secret = ${secret} and previous_secret is not distinct from ${previous}
  `.execute(em.getKysely());
  return numAffectedRows === 1n;
}
