import { arrayOf, sql, type EntityManager } from '../db/index.ts';
import type { Attempt } from './delivery.ts';
import { attemptColumns, toAttempt, type AttemptRow } from './load-attempts.ts';

/** The number of the attempt that a row of the delivery log describes. */
export interface LastAttemptKey {
  deliveryId: string;
  number: number;
}

/**
 * Loads one attempt of each of these deliveries with one statement, without reading their other attempts. Attempts
 * that do not exist are left out. The caller must have checked that the deliveries belong to its workspace.
 */
export async function loadLastAttempts(
  em: EntityManager,
  keys: readonly LastAttemptKey[],
): Promise<Attempt[]> {
  const ids = keys.map(({ deliveryId }) => deliveryId).sort();
  const [least] = ids;
  const greatest = ids.at(-1);
  if (least === undefined || greatest === undefined) return [];
  // With these bounds, only the daily partitions between them are read. The limit forces one look-up for each key:
  // PostgreSQL may expect few rows between the bounds, and a join would then read the attempts of all workspaces there.
  const { rows } = await sql<AttemptRow>`
    select attempt.*
    from unnest(
      ${arrayOf('uuid', keys, (key) => key.deliveryId)},
      ${arrayOf('smallint', keys, (key) => key.number)}
    ) as wanted (id, last)
    cross join lateral (
      select ${attemptColumns} from attempts
      where delivery_id = wanted.id and number = wanted.last
        and delivery_id between ${least}::uuid and ${greatest}::uuid
      limit 1
    ) as attempt
  `.execute(em.getKysely());
  return rows.map(toAttempt);
}
