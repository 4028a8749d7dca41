import { setTimeout as delay } from 'node:timers/promises';
import type { GraphClient } from '../graph-client.ts';

/** An item before it is in the inventory. */
export interface NewItem {
  name: string;
  sku?: string;
  quantityInStock: number;
  /** Stock below this number is low. */
  minimumQuantity: number;
}

/** A number of pieces of one item. */
export interface RentLine {
  itemId: string;
  quantity: number;
}

/**
 * The daily work of a rental shop. Each method sends one mutation of the inventory, which publishes the
 * events of the change, and then pauses. Methods that create something return its id.
 *
 * Each method rejects with the API's message if the change is refused, and once the shop is closed.
 */
export interface Shop {
  addItem(item: NewItem): Promise<string>;
  restock(itemId: string, quantityInStock: number): Promise<void>;
  deleteItem(itemId: string): Promise<void>;
  /** Adds a renter with an e-mail address and no phone number. */
  addRenter(name: string): Promise<string>;
  changePhone(renterId: string, phone: string): Promise<void>;
  deleteRenter(renterId: string): Promise<void>;
  /** Creates a rent that starts in an hour. */
  reserve(renterId: string, lines: readonly RentLine[], endsAt: Date): Promise<string>;
  extend(rentId: string, endsAt: Date): Promise<void>;
  /** The pieces leave the shop. */
  handOut(rentId: string): Promise<void>;
  /** The pieces come back. */
  takeBack(rentId: string): Promise<void>;
  cancel(rentId: string): Promise<void>;
  deleteRent(rentId: string): Promise<void>;
}

export interface ShopOptions {
  client: GraphClient;
  /** Pause after each change. */
  pauseMs: number;
  /** If aborted, the shop closes after the current change. */
  signal: AbortSignal;
}

const hourMs = 3_600_000;

/** Creates a shop on the inventory of the client's workspace. */
export function createShop({ client, pauseMs, signal }: ShopOptions): Shop {
  async function change<Payload>(mutation: string, input: object, fields = ''): Promise<Payload> {
    signal.throwIfAborted();
    const payload = await client.mutate<Payload>(mutation, input, fields);
    await delay(pauseMs, undefined, { signal });
    return payload;
  }

  type Made<Noun extends string> = Record<Noun, { id: string }>;

  return {
    async addItem(input) {
      const { item } = await change<Made<'item'>>('createItem', input, 'item { id }');
      return item.id;
    },
    restock: (itemId, quantityInStock) => change('updateItem', { itemId, quantityInStock }),
    deleteItem: (itemId) => change('deleteItem', { itemId }),

    async addRenter(name) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
      const input = { name, email };
      const { renter } = await change<Made<'renter'>>('createRenter', input, 'renter { id }');
      return renter.id;
    },
    changePhone: (renterId, phone) => change('updateRenter', { renterId, phone }),
    deleteRenter: (renterId) => change('deleteRenter', { renterId }),

    async reserve(renterId, lines, endsAt) {
      const input = { renterId, lines, startsAt: new Date(Date.now() + hourMs), endsAt };
      const { rent } = await change<Made<'rent'>>('createRent', input, 'rent { id }');
      return rent.id;
    },
    extend: (rentId, endsAt) => change('updateRent', { rentId, endsAt }),
    handOut: (rentId) => change('changeRentStatus', { rentId, status: 'ACTIVE' }),
    takeBack: (rentId) => change('changeRentStatus', { rentId, status: 'RETURNED' }),
    cancel: (rentId) => change('changeRentStatus', { rentId, status: 'CANCELLED' }),
    deleteRent: (rentId) => change('deleteRent', { rentId }),
  };
}
