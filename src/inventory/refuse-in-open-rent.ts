import { sql, type EntityManager } from '../db/index.ts';
import { encodeId, IdPrefix, UserErrorCode, userError, type UserError } from '../kernel/index.ts';

/**
 * Refuses when a RESERVED or ACTIVE rent has this item in its lines. Decided for good while the item's
 * row is locked, since whoever puts an item into a rent takes a lock on it as well.
 *
 * @param itemId UUID
 * @throws UserError CONFLICT on `itemId`.
 */
export async function refuseRentedItem(em: EntityManager, itemId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from rents
    where lines @> ${JSON.stringify([{ itemId }])}::jsonb and status in ('RESERVED', 'ACTIVE')
    limit 1
  `.execute(em.getKysely());
  if (rows[0]) throw inUse('item', rows[0].id);
}

/**
 * The same for a renter and their rents, under the lock of the renter's row.
 *
 * @param renterId UUID
 * @throws UserError CONFLICT on `renterId`.
 */
export async function refuseRentingRenter(em: EntityManager, renterId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from rents where renter_id = ${renterId} and status in ('RESERVED', 'ACTIVE') limit 1
  `.execute(em.getKysely());
  if (rows[0]) throw inUse('renter', rows[0].id);
}

function inUse(noun: 'item' | 'renter', rentId: string): UserError {
  const rent = encodeId(IdPrefix.rent, rentId);
  const message = `The rent ${rent} is open and has this ${noun}. Return, cancel or change it first.`;
  return userError(UserErrorCode.CONFLICT, message, `${noun}Id`);
}
