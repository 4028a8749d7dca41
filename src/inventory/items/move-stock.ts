import { inventoryLimits } from '../../catalogue/index.ts';
import type { EntityManager } from '../../db/index.ts';
import {
  encodeId,
  IdPrefix,
  UserErrorCode,
  UserError,
  type UserErrorData,
} from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import { revise } from '../revision.ts';
import { lockItems } from './find-item.ts';
import type { Item } from './item.entity.ts';
import { describeDrop } from './low-stock.ts';

/** Pieces of one item taken out of stock (negative) or returned (positive). */
export interface StockMove {
  /** UUID. */
  itemId: string;
  pieces: number;
}

/** Maximum number of errors in one response. */
const errorsMax = 10;

/**
 * Moves pieces of several items in the caller's transaction, all or nothing, with at most one move per
 * item. Rows are locked first, so no quantity becomes negative under any concurrency.
 *
 * @returns events for low stock; stock moved by a rent does not fire `item.updated`
 * @throws UserError CONFLICT naming each item with too little stock, or with more than the maximum.
 */
export async function moveStock(
  em: EntityManager,
  workspaceId: string,
  moves: readonly StockMove[],
  now: Date,
): Promise<ChangeEvent[]> {
  const locked = await lockItems(
    em,
    workspaceId,
    moves.map((move) => move.itemId),
  );
  const items = new Map(locked.map((item) => [item.id, item]));
  const moved = moves.map(({ itemId, pieces }) => {
    const item = items.get(itemId);
    if (!item) throw new Error('An item of an open rent does not exist.');
    return { item, pieces };
  });
  const errors = moved.flatMap(findStockError);
  if (errors.length > 0) throw new UserError(errors.slice(0, errorsMax));
  return moved.flatMap(({ item, pieces }) => {
    const before = { ...item };
    item.quantityInStock += pieces;
    revise(item, now);
    return describeDrop(before, item);
  });
}

function findStockError({ item, pieces }: { item: Item; pieces: number }): UserErrorData[] {
  const name = `${item.name} (${encodeId(IdPrefix.item, item.id)})`;
  const after = item.quantityInStock + pieces;
  if (after < 0) {
    return [conflict(`${name}: ${-pieces} requested, ${item.quantityInStock} in stock.`)];
  }
  const { integerMax } = inventoryLimits;
  if (after > integerMax) {
    return [
      conflict(`${name}: returning ${pieces} would exceed the maximum stock of ${integerMax}.`),
    ];
  }
  return [];
}

function conflict(message: string): UserErrorData {
  return { code: UserErrorCode.CONFLICT, message, field: null, retryAfterSeconds: null };
}
