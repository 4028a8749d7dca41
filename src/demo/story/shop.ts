import { setTimeout as delay } from 'node:timers/promises';
import type { GraphClient } from '../graph-client.ts';

/** What the shop knows of an item before it is in the inventory. */
export interface NewItem {
  name: string;
  sku?: string;
  quantityInStock: number;
  /** Fewer pieces than this are low stock. */
  minimumQuantity: number;
}

/** So many pieces of one item. */
export interface RentLine {
  itemId: string;
  quantity: number;
}

/**
 * What people do in a rental shop. Each is one mutation of the inventory, which publishes the events
 * of the change by itself, and a pause after it. What is made is known by its id.
 *
 * Each rejects with the words of the API when it refuses the change, and when the shop was closed.
 */
export interface Shop {
  addItem(item: NewItem): Promise<string>;
  restock(itemId: string, quantityInStock: number): Promise<void>;
  deleteItem(itemId: string): Promise<void>;
  /** Of whom only the e-mail address is known. */
  addRenter(name: string): Promise<string>;
  changePhone(renterId: string, phone: string): Promise<void>;
  deleteRenter(renterId: string): Promise<void>;
  /** From an hour from now. */
  reserve(renterId: string, lines: readonly RentLine[], endsAt: Date): Promise<string>;
  extend(rentId: string, endsAt: Date): Promise<void>;
  /** The pieces leave the shop. */
  handOut(rentId: string): Promise<void>;
  /** The pieces come back. */
  takeBack(rentId: string): Promise<void>;
  cancel(rentId: string): Promise<void>;
  deleteRent(rentId: string): Promise<void>;
}

/** Where the shop is, how slow it is, and when it closes. */
export interface ShopOptions {
  client: GraphClient;
  /** After each change. */
  pauseMs: number;
  /** Aborted, it closes the shop; the change under way is waited for. */
  signal: AbortSignal;
}

const hourMs = 3_600_000;

/** A shop whose inventory is that of the client's workspace. */
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
