import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '../../db/index.ts';
import { encodeId, IdPrefix, UserErrorCode, userError, validateInput } from '../../kernel/index.ts';
import type { InventoryDependencies } from '../inventory-dependencies.ts';
import { publishChanges } from '../publish-changes.ts';
import { referenceRenter } from '../renters/find-renter.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { runChange } from '../run-change.ts';
import { lockRent } from './find-rent.ts';
import { referenceLines } from './reference-lines.ts';
import { describeRentUpdate, encodeLines } from './rent-event.ts';
import {
  isPeriod,
  periodError,
  rentChangesSchema,
  type LineInput,
  type RentChanges,
} from './rent-input.ts';
import type { Rent, RentLine } from './rent.entity.ts';

/**
 * Changes the renter, the lines or the times of a rent and publishes `rent.updated`. When nothing
 * changes, nothing is published and the version stays.
 *
 * @throws UserError INVALID_INPUT for every field in error, NOT_FOUND for the rent, its new renter and
 * its new items, and CONFLICT for new lines of a rent that is not RESERVED.
 */
export async function updateRent(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { rentId, ...input }: RentChanges & { rentId: string },
): Promise<Rent> {
  const { renterId, lines, ...times } = validateInput(rentChangesSchema, input);
  return runChange(em, async (transaction) => {
    const rent = await lockRent(transaction, workspaceId, rentId);
    const previous = applyChanges(rent, {
      ...times,
      renterId: await readRenter(transaction, rent, renterId),
      lines: await readLines(transaction, rent, lines),
    });
    if (!isPeriod(rent)) {
      const field = times.endsAt ? 'endsAt' : 'startsAt';
      throw userError(UserErrorCode.INVALID_INPUT, periodError, field);
    }
    if (!isChanged(previous)) return rent;
    const now = dependencies.clock.now();
    revise(rent, now);
    const events = [describeRentUpdate(rent, previous)];
    await publishChanges(dependencies, transaction, workspaceId, now, events);
    return rent;
  });
}

/** The same renter again is no change, also when they are deleted by now. */
async function readRenter(
  em: EntityManager,
  rent: Rent,
  id: string | undefined,
): Promise<string | undefined> {
  if (id === undefined || id === encodeId(IdPrefix.renter, rent.renterId)) return undefined;
  return referenceRenter(em, rent.workspaceId, id);
}

/** The same lines again are no change, whatever the status. */
async function readLines(
  em: EntityManager,
  rent: Rent,
  lines: readonly LineInput[] | undefined,
): Promise<readonly RentLine[] | undefined> {
  if (lines === undefined || isDeepStrictEqual(lines, encodeLines(rent.lines))) return undefined;
  if (rent.status !== 'RESERVED') {
    const message = `The lines of a rent change only while it is RESERVED; this one is ${rent.status}.`;
    throw userError(UserErrorCode.CONFLICT, message, 'lines');
  }
  return referenceLines(em, rent.workspaceId, lines);
}
