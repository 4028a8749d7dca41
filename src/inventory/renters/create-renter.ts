import { newId, type EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import type { InventoryDependencies } from '../inventory-dependencies.ts';
import { publishChanges } from '../publish-changes.ts';
import { beginRevision } from '../revision.ts';
import { runChange } from '../run-change.ts';
import { describeRenter } from './renter-event.ts';
import { newRenterSchema, type NewRenter } from './renter-input.ts';
import { RenterEntity, type Renter } from './renter.entity.ts';

/**
 * Adds a renter and publishes `renter.created`.
 *
 * @throws UserError INVALID_INPUT for every field in error.
 */
export async function createRenter(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  input: NewRenter,
): Promise<Renter> {
  const facts = validateInput(newRenterSchema, input);
  return runChange(em, async (transaction) => {
    const now = dependencies.clock.now();
    const id = await newId(transaction);
    const row = { id, workspaceId, ...facts, ...beginRevision(now) };
    const renter = transaction.create(RenterEntity, row);
    const events = [describeRenter('renter.created', renter)];
    await publishChanges(dependencies, transaction, workspaceId, now, events);
    return renter;
  });
}
