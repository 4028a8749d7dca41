import { DeadlockException, UniqueConstraintViolationException } from '@mikro-orm/core';
import { UserErrorCode, userError } from '../../kernel/index.ts';

/**
 * Runs a change of an item. The SKU is unique in the workspace by an index, under any concurrency.
 *
 * @throws UserError CONFLICT on `sku` when another item has it.
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
  // Items that take each other's SKU at once wait for each other; nothing else of a change does.
  if (error instanceof DeadlockException) return true;
  if (!(error instanceof UniqueConstraintViolationException)) return false;
  return (error as { constraint?: string }).constraint === 'items_by_sku';
}
