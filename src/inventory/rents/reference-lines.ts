import type { EntityManager } from '../../db/index.ts';
import { referenceItems } from '../items/reference-items.ts';
import type { LineInput } from './rent-input.ts';
import type { RentLine } from './rent.entity.ts';

/**
 * The lines with the UUIDs of their items, none of which can be deleted until the caller's transaction
 * ends.
 *
 * @throws UserError NOT_FOUND for each line whose item is none of the workspace (`lines.2.itemId`).
 */
export async function referenceLines(
  em: EntityManager,
  workspaceId: string,
  lines: readonly LineInput[],
): Promise<RentLine[]> {
  const ids = lines.map((line) => line.itemId);
  const uuids = await referenceItems(em, workspaceId, ids, (index) => `lines.${index}.itemId`);
  return uuids.map((itemId, index) => ({ itemId, quantity: lines[index]?.quantity ?? 0 }));
}
