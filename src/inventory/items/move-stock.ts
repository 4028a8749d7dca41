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

/** So many pieces of one item leave (negative) or come back. */
export interface StockMove {
  /** UUID. */
  itemId: string;
  pieces: number;
}

/** The most errors told at once. */
const errorsMax = 10;

/**
 * Moves pieces of several items in the caller's transaction, all or nothing. Each item is moved once.
 * The rows are locked first, so no quantity goes below zero under any concurrency.
 *
 * @returns the events of low stock; stock that a rent moves fires no `item.updated`
 * @throws UserError CONFLICT naming each item that has too few pieces (or room for too few).
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
    if (!item) throw new Error('An item of an open rent is gone.');
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
    return [conflict(`${name}: ${-pieces} wanted, ${item.quantityInStock} in stock.`)];
  }
  const { integerMax } = inventoryLimits;
  if (after > integerMax) {
    return [
      conflict(`${name}: with ${pieces} given back there are more than ${integerMax} in stock.`),
    ];
  }
  return [];
}

function conflict(message: string): UserErrorData {
  return { code: UserErrorCode.CONFLICT, message, field: null, retryAfterSeconds: null };
}
