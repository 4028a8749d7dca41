import type { EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import type { InventoryDependencies } from '../inventory-dependencies.ts';
import { publishChanges } from '../publish-changes.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { runChange } from '../run-change.ts';
import { lockRenter } from './find-renter.ts';
import { describeRenterUpdate } from './renter-event.ts';
import { renterChangesSchema, type RenterChanges } from './renter-input.ts';
import type { Renter } from './renter.entity.ts';

/**
 * Changes facts of a renter and publishes `renter.updated`. When nothing changes, nothing is published
 * and the version stays.
 *
 * @throws UserError INVALID_INPUT for every field in error, and NOT_FOUND.
 */
export async function updateRenter(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { renterId, ...input }: RenterChanges & { renterId: string },
): Promise<Renter> {
  const changes = validateInput(renterChangesSchema, input);
  return runChange(em, async (transaction) => {
    const renter = await lockRenter(transaction, workspaceId, renterId);
    const previous = applyChanges(renter, changes);
    if (!isChanged(previous)) return renter;
    const now = dependencies.clock.now();
    revise(renter, now);
    const events = [describeRenterUpdate(renter, previous)];
    await publishChanges(dependencies, transaction, workspaceId, now, events);
    return renter;
  });
}
