import type { EntityManager } from '../../db/index.ts';
import { UserErrorCode, userError } from '../../kernel/index.ts';
import { moveStock } from '../items/move-stock.ts';
import {
  publishChanges,
  runChange,
  type ChangeEvent,
  type InventoryDependencies,
} from '../publish-changes.ts';
import { revise } from '../revision.ts';
import { lockRent } from './find-rent.ts';
import { describeStatusChange } from './rent-event.ts';
import { decideStockDirection, findStatusError, type RentStatus } from './rent-status.ts';
import type { Rent } from './rent.entity.ts';

/**
 * Moves a rent to its next status, together with its stock: becoming ACTIVE takes the pieces out of
 * stock, leaving ACTIVE returns them. Publishes `rent.status_changed`, and `item.low_stock` for each item
 * that drops below its minimum.
 *
 * @throws UserError NOT_FOUND, CONFLICT on `status` for a change that is not allowed, and CONFLICT for
 * each item with too little stock. Nothing changes then.
 */
export async function changeRentStatus(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { rentId, status }: { rentId: string; status: RentStatus },
): Promise<Rent> {
  return runChange(em, async (transaction) => {
    const rent = await lockRent(transaction, workspaceId, rentId);
    const previousStatus = rent.status;
    const error = findStatusError(previousStatus, status);
    if (error !== null) throw userError(UserErrorCode.CONFLICT, error, 'status');
    const now = dependencies.clock.now();
    const drops = await moveLines(transaction, rent, status, now);
    rent.status = status;
    revise(rent, now);
    const events = [describeStatusChange(rent, previousStatus), ...drops];
    await publishChanges(dependencies, transaction, workspaceId, now, events);
    return rent;
  });
}

async function moveLines(
  em: EntityManager,
  { workspaceId, status, lines }: Rent,
  next: RentStatus,
  now: Date,
): Promise<ChangeEvent[]> {
  const direction = decideStockDirection(status, next);
  if (direction === 0) return [];
  const moves = lines.map(({ itemId, quantity }) => ({ itemId, pieces: direction * quantity }));
  return moveStock(em, workspaceId, moves, now);
}
