import type { EntityManager } from '../../db/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { refuseRentingRenter } from '../refuse-in-open-rent.ts';
import { revise } from '../revision.ts';
import { lockRenter } from './find-renter.ts';
import { describeRenter } from './renter-event.ts';

/**
 * Deletes a renter and publishes `renter.deleted`. Finished rents keep their id.
 *
 * @throws UserError NOT_FOUND, and CONFLICT while they have a RESERVED or ACTIVE rent.
 */
export async function deleteRenter(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { renterId }: { renterId: string },
): Promise<void> {
  await runChange(em, async (transaction) => {
    const renter = await lockRenter(transaction, workspaceId, renterId);
    await refuseRentingRenter(transaction, renter.id);
    const now = dependencies.clock.now();
    revise(renter, now);
    const events = [describeRenter('renter.deleted', renter)];
    transaction.remove(renter);
    await publishChanges(dependencies, transaction, workspaceId, now, events);
  });
}
