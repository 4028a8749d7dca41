import { LockMode } from '@mikro-orm/core';
import { sql, type EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../../kernel/index.ts';
import { RenterEntity, type Renter } from './renter.entity.ts';

/** Finds the workspace's renters among these UUIDs in one query, by UUID. */
export async function findRenters(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Map<string, Renter>> {
  const renters = await em.find(RenterEntity, { id: { $in: [...new Set(uuids)] }, workspaceId });
  return new Map(renters.map((renter) => [renter.id, renter]));
}

/**
 * Reads a renter by their API id and locks the row until the caller's transaction ends.
 *
 * @throws UserError NOT_FOUND on `renterId`, also for a renter of another workspace.
 */
export async function lockRenter(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Renter> {
  const uuid = decodeId(IdPrefix.renter, id);
  if (uuid === null) throw notFound('renter', 'renterId');
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  const renter = await em.findOne(RenterEntity, { id: uuid, workspaceId }, options);
  if (!renter) throw notFound('renter', 'renterId');
  return renter;
}

/**
 * Converts the API id of a renter into a UUID. The renter cannot be deleted until the caller's transaction
 * ends; the other columns may still change (`for key share`).
 *
 * @throws UserError NOT_FOUND on `renterId`.
 */
export async function referenceRenter(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<string> {
  const uuid = decodeId(IdPrefix.renter, id);
  if (uuid === null) throw notFound('renter', 'renterId');
  const { rows } = await sql`
    select id from renters where workspace_id = ${workspaceId} and id = ${uuid} for key share
  `.execute(em.getKysely());
  if (rows.length === 0) throw notFound('renter', 'renterId');
  return uuid;
}
