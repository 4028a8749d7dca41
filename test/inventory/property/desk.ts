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
import { encodeId, IdPrefix, UserError } from '../../../src/kernel/index.ts';
import { renameIds, type Call, type Operation } from './call.ts';
import { createPlaces } from './places.ts';
import { createTickingClock } from './ticking-clock.ts';

/** Any function of the inventory: it takes the input that belongs to its name. */
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

/** What the product said to a call: the object's id when there is one (not deleted), or what the caller did wrong. */
export type Answer = { id: string | null } | { codes: string[] };

/** The inventory of one workspace, as its clients use it. */
export interface Desk {
  workspaceId: string;
  /** The step with the ids that its places stand for at this moment. */
  resolve(step: Call): Call;
  /** @throws what no caller causes: a dead-lock, a violated constraint, an internal error */
  ask(call: Call): Promise<Answer>;
}

/** @param strangers ids of objects of another workspace; they hold the last places */
export function createDesk(app: App, workspaceId: string, strangers: readonly string[] = []): Desk {
  const places = createPlaces(strangers);
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
