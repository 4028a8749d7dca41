import { DeadlockException, UniqueConstraintViolationException } from '@mikro-orm/core';
import { UserErrorCode, userError } from '../../kernel/index.ts';

/**
 * Runs a change of an item. A unique index keeps SKUs unique in the workspace under any concurrency.
 *
 * @throws UserError CONFLICT on `sku` if another item has it.
 */
export async function refuseTakenSku<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!isTakenSku(error)) throw error;
    throw userError(UserErrorCode.CONFLICT, 'Another item has this SKU.', 'sku');
  }
}

function isTakenSku(error: unknown): boolean {
  // Only two items that take each other's SKU at the same time can deadlock.
  if (error instanceof DeadlockException) return true;
  if (!(error instanceof UniqueConstraintViolationException)) return false;
  return (error as { constraint?: string }).constraint === 'items_by_sku';
}
