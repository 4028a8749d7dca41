import { newId, type EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { referenceRenter } from '../renters/find-renter.ts';
import { beginRevision } from '../revision.ts';
import { referenceLines } from './find-rent.ts';
import { describeRent } from './rent-event.ts';
import { newRentSchema, type RentInput } from './rent-input.ts';
import { RentEntity, type Rent } from './rent.entity.ts';

/**
 * Creates a RESERVED rent and publishes `rent.created`. Does not change stock yet.
 *
 * @throws UserError INVALID_INPUT for every invalid field, and NOT_FOUND for an unknown renter or, if the
 * renter exists, for every unknown item.
 */
export async function createRent(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  input: RentInput,
): Promise<Rent> {
  const { startsAt, endsAt, ...given } = validateInput(newRentSchema, input);
  return runChange(em, async (transaction) => {
    const renterId = await referenceRenter(transaction, workspaceId, given.renterId);
    const lines = await referenceLines(transaction, workspaceId, given.lines);
    const now = dependencies.clock.now();
    const rent = transaction.create(RentEntity, {
      id: await newId(transaction),
      workspaceId,
      renterId,
      lines,
      startsAt,
      endsAt,
      status: 'RESERVED',
      ...beginRevision(now),
    });
    const events = [describeRent('rent.created', rent)];
    await publishChanges(dependencies, transaction, workspaceId, now, events);
    return rent;
  });
}
