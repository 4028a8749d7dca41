import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound } from '../../kernel/index.ts';
import { referenceItems } from '../items/find-item.ts';
import type { LineInput } from './rent-input.ts';
import { RentEntity, type Rent, type RentLine } from './rent.entity.ts';

/** Finds a rent of the workspace by its UUID, or returns null. */
export async function findRent(
  em: EntityManager,
  workspaceId: string,
  uuid: string,
): Promise<Rent | null> {
  return em.findOne(RentEntity, { id: uuid, workspaceId });
}

/**
 * Reads a rent by its API id and locks it until the caller's transaction ends. Lock a rent before its
 * renter and its renter before its items; this order prevents deadlocks.
 *
 * @throws UserError NOT_FOUND on `rentId`, also for a rent of another workspace.
 */
export async function lockRent(em: EntityManager, workspaceId: string, id: string): Promise<Rent> {
  const uuid = decodeId(IdPrefix.rent, id);
  if (uuid === null) throw notFound('rent', 'rentId');
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  const rent = await em.findOne(RentEntity, { id: uuid, workspaceId }, options);
  if (!rent) throw notFound('rent', 'rentId');
  return rent;
}

/**
 * Converts the item ids of lines into UUIDs. The items cannot be deleted until the caller's transaction
 * ends.
 *
 * @throws UserError NOT_FOUND for each line with an unknown item (`lines.2.itemId`).
 */
export async function referenceLines(
  em: EntityManager,
  workspaceId: string,
  lines: readonly LineInput[],
): Promise<RentLine[]> {
  const ids = lines.map((line) => line.itemId);
  const uuids = await referenceItems(em, workspaceId, ids, (index) => `lines.${index}.itemId`);
  return uuids.map((itemId, index) => ({ itemId, quantity: lines[index]?.quantity ?? 0 }));
}
