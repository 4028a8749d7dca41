import { sql, type EntityManager } from '../db/index.ts';
import { encodeId, IdPrefix, UserErrorCode, userError, type UserError } from '../kernel/index.ts';

/**
 * Throws if a RESERVED or ACTIVE rent contains this item. Call it with the item's row locked: adding an
 * item to a rent locks that row too, so the answer holds until the end of the transaction.
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
 * The same for a renter and their rents, with the renter's row locked.
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
  const message = `The open rent ${rent} uses this ${noun}. Return, cancel or change the rent first.`;
  return userError(UserErrorCode.CONFLICT, message, `${noun}Id`);
}
