import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../../kernel/index.ts';
import { RentEntity, type Rent } from './rent.entity.ts';

/** The rent of the workspace with this UUID, or null. */
export async function findRent(
  em: EntityManager,
  workspaceId: string,
  uuid: string,
): Promise<Rent | null> {
  return em.findOne(RentEntity, { id: uuid, workspaceId });
}

/**
 * The rent that the API calls `id`, as it is now and locked until the caller's transaction ends.
 * Whoever locks a rent, its renter and its items does it in this order.
 *
 * @throws UserError NOT_FOUND on `rentId`, also for what belongs to another workspace.
 */
export async function lockRent(em: EntityManager, workspaceId: string, id: string): Promise<Rent> {
  const uuid = decodeId(IdPrefix.rent, id);
  if (uuid === null) throw notFound('rent', 'rentId');
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  const rent = await em.findOne(RentEntity, { id: uuid, workspaceId }, options);
  if (!rent) throw notFound('rent', 'rentId');
  return rent;
}
