import type { EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { lockRenter } from './find-renter.ts';
import { describeRenterUpdate } from './renter-event.ts';
import { renterChangesSchema, type RenterChanges } from './renter-input.ts';
import type { Renter } from './renter.entity.ts';

/**
 * Updates a renter and publishes `renter.updated`. If nothing changes, nothing is published and the
 * version stays the same.
 *
 * @throws UserError INVALID_INPUT for every invalid field, and NOT_FOUND.
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
