import type { EntityManager } from '../../db/index.ts';
import { UserErrorCode, userError } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { revise } from '../revision.ts';
import { lockRent } from './find-rent.ts';
import { describeRent } from './rent-event.ts';

/**
 * Deletes a rent and publishes `rent.deleted`.
 *
 * @throws UserError NOT_FOUND, and CONFLICT while it is ACTIVE, because its pieces are not in stock.
 */
export async function deleteRent(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { rentId }: { rentId: string },
): Promise<void> {
  await runChange(em, async (transaction) => {
    const rent = await lockRent(transaction, workspaceId, rentId);
    if (rent.status === 'ACTIVE') {
      const message = 'An ACTIVE rent cannot be deleted. Return or cancel it first.';
      throw userError(UserErrorCode.CONFLICT, message, 'rentId');
    }
    const now = dependencies.clock.now();
    revise(rent, now);
    const events = [describeRent('rent.deleted', rent)];
    transaction.remove(rent);
    await publishChanges(dependencies, transaction, workspaceId, now, events);
  });
}
