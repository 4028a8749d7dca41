import { newId, type EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { beginRevision } from '../revision.ts';
import { describeRenter } from './renter-event.ts';
import { newRenterSchema, type NewRenter } from './renter-input.ts';
import { RenterEntity, type Renter } from './renter.entity.ts';

/**
 * Creates a renter and publishes `renter.created`.
 *
 * @throws UserError INVALID_INPUT for every invalid field.
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
