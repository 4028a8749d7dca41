import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '../../db/index.ts';
import { encodeId, IdPrefix, UserErrorCode, userError, validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { referenceRenter } from '../renters/find-renter.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { lockRent, referenceLines } from './find-rent.ts';
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
 * Changes the renter, the lines or the times of a rent and publishes `rent.updated`. If nothing changes,
 * nothing is published and the version stays the same.
 *
 * @throws UserError INVALID_INPUT for every invalid field, NOT_FOUND for the rent, its new renter and its
 * new items, and CONFLICT for new lines of a rent that is not RESERVED.
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

/** Undefined for the same renter as before, even if that renter has been deleted. */
async function readRenter(
  em: EntityManager,
  rent: Rent,
  id: string | undefined,
): Promise<string | undefined> {
  if (id === undefined || id === encodeId(IdPrefix.renter, rent.renterId)) return undefined;
  return referenceRenter(em, rent.workspaceId, id);
}

/** Undefined for the same lines as before, whatever the status. */
async function readLines(
  em: EntityManager,
  rent: Rent,
  lines: readonly LineInput[] | undefined,
): Promise<readonly RentLine[] | undefined> {
  if (lines === undefined || isDeepStrictEqual(lines, encodeLines(rent.lines))) return undefined;
  if (rent.status !== 'RESERVED') {
    const message = `The lines of a rent can be changed only while it is RESERVED; this rent is ${rent.status}.`;
    throw userError(UserErrorCode.CONFLICT, message, 'lines');
  }
  return referenceLines(em, rent.workspaceId, lines);
}
