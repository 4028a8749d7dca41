import type { App } from '../../../src/app.ts';
import type { EntityManager } from '../../../src/db/index.ts';
import type { InventoryDependencies } from '../../../src/inventory/index.ts';
import { createItem } from '../../../src/inventory/items/create-item.ts';
import { deleteItem } from '../../../src/inventory/items/delete-item.ts';
import { updateItem } from '../../../src/inventory/items/update-item.ts';
import { createRenter } from '../../../src/inventory/renters/create-renter.ts';
import { deleteRenter } from '../../../src/inventory/renters/delete-renter.ts';
import { updateRenter } from '../../../src/inventory/renters/update-renter.ts';
import { changeRentStatus } from '../../../src/inventory/rents/change-rent-status.ts';
import { createRent } from '../../../src/inventory/rents/create-rent.ts';
import { deleteRent } from '../../../src/inventory/rents/delete-rent.ts';
import { updateRent } from '../../../src/inventory/rents/update-rent.ts';
import { encodeId, IdPrefix, UserError, type Clock } from '../../../src/kernel/index.ts';
import { renameIds, type Call, type Operation } from './call.ts';
import { createPlaces } from './places.ts';

/** Any function of the inventory, called with its own input. */
type Act = (
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  input: Call['input'],
) => Promise<{ id: string } | undefined>;

const acts = {
  ...{ createItem, updateItem, deleteItem },
  ...{ createRenter, updateRenter, deleteRenter },
  ...{ createRent, updateRent, changeRentStatus, deleteRent },
} as Record<Operation, Act>;

/** Result of a call: the id of the object (null once deleted), or the codes of the user errors. */
export type Answer = { id: string | null } | { codes: string[] };

/** A client of one workspace's inventory. */
export interface InventoryClient {
  workspaceId: string;
  /** Replaces the places in a step with the ids that they currently stand for. */
  resolve(step: Call): Call;
  /** @throws anything but a UserError: a deadlock, a violated constraint, an internal error */
  ask(call: Call): Promise<Answer>;
}

/** @param foreignIds ids of objects in another workspace; they occupy the last places */
export function createInventoryClient(
  app: App,
  workspaceId: string,
  foreignIds: readonly string[] = [],
): InventoryClient {
  const places = createPlaces(foreignIds);
  const dependencies = { publishEvents: app.publishEvents, clock: createTickingClock() };

  async function act({ operation, input }: Call): Promise<Answer> {
    const em = app.database.em.fork();
    const object = await acts[operation](dependencies, em, workspaceId, input);
    if (!object) {
      places.retire(Object.values(input)[0] as string);
      return { id: null };
    }
    const id = encodeId(findPrefix(operation), object.id);
    if (operation.startsWith('create')) places.add(id);
    return { id };
  }

  return {
    workspaceId,
    resolve: (step) => renameIds(step, places.find),
    async ask(call) {
      try {
        return await act(call);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { codes: error.errors.map(({ code }) => code) };
      }
    },
  };
}

function findPrefix(operation: Operation): IdPrefix {
  if (operation.endsWith('Item')) return IdPrefix.item;
  return operation.endsWith('Renter') ? IdPrefix.renter : IdPrefix.rent;
}

/** Advances a millisecond at each reading: no two changes share a time, so a time that was not written shows. */
function createTickingClock(): Clock {
  let ms = Date.UTC(2026, 0, 1);
  return { now: () => new Date(++ms), monotonicMs: () => performance.now() };
}
