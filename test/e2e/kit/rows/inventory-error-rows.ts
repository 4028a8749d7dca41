import { createShop } from '../../../kit/shop.ts';
import { withInput, type ErrorRow, type ErrorRows, type ErrorScene } from './error-row.ts';

const item = { name: 'A drill', quantityInStock: 10, minimumQuantity: 2 };
const times = { startsAt: '2026-12-01T08:00:00Z', endsAt: '2026-12-08T17:00:00Z' };

async function makeRent({ app, customer }: ErrorScene) {
  const shop = createShop(app, customer);
  const { id: itemId } = await shop.createItem({ sku: 'TAKEN' });
  return { shop, rent: await shop.createRent([{ itemId, quantity: 1 }]), itemId };
}

async function makeActiveRent(scene: ErrorScene) {
  const made = await makeRent(scene);
  await made.shop.changeRentStatus(made.rent.id, 'ACTIVE');
  return made;
}

const itemRows: Record<string, ErrorRows[string]> = {
  createItem: {
    INVALID_INPUT: withInput({ ...item, name: '' }),
    CONFLICT: async (scene) => {
      await makeRent(scene);
      return { input: { ...item, sku: 'TAKEN' } };
    },
  },
  updateItem: {
    INVALID_INPUT: async (scene) => ({
      input: { itemId: (await makeRent(scene)).itemId, quantityInStock: -1 },
    }),
    NOT_FOUND: ({ foreign: { itemId } }) => ({ input: { itemId, name: 'other' } }),
    CONFLICT: async (scene) => {
      const { shop } = await makeRent(scene);
      return { input: { itemId: (await shop.createItem()).id, sku: 'TAKEN' } };
    },
  },
  deleteItem: {
    NOT_FOUND: ({ foreign: { itemId } }) => ({ input: { itemId } }),
    CONFLICT: async (scene) => ({ input: { itemId: (await makeRent(scene)).itemId } }),
  },
};

const renterRows: Record<string, ErrorRows[string]> = {
  createRenter: { INVALID_INPUT: withInput({ name: 'A renter', email: 'nobody' }) },
  updateRenter: {
    INVALID_INPUT: async (scene) => ({
      input: { renterId: (await makeRent(scene)).rent.renterId, email: 'nobody' },
    }),
    NOT_FOUND: ({ foreign: { renterId } }) => ({ input: { renterId, name: 'other' } }),
  },
  deleteRenter: {
    NOT_FOUND: ({ foreign: { renterId } }) => ({ input: { renterId } }),
    CONFLICT: async (scene) => ({ input: { renterId: (await makeRent(scene)).rent.renterId } }),
  },
};

const foreignRent: ErrorRow = ({ foreign: { rentId } }) => ({ input: { rentId } });

const rentRows: Record<string, ErrorRows[string]> = {
  createRent: {
    INVALID_INPUT: ({ foreign }) => ({
      input: { ...times, renterId: foreign.renterId, lines: [] },
    }),
    NOT_FOUND: ({ foreign: { renterId, itemId } }) => ({
      input: { ...times, renterId, lines: [{ itemId, quantity: 1 }] },
    }),
  },
  updateRent: {
    INVALID_INPUT: async (scene) => ({
      input: { rentId: (await makeRent(scene)).rent.id, endsAt: '2026-11-01T00:00:00Z' },
    }),
    NOT_FOUND: foreignRent,
    CONFLICT: async (scene) => {
      const { rent, itemId } = await makeActiveRent(scene);
      return { input: { rentId: rent.id, lines: [{ itemId, quantity: 2 }] } };
    },
  },
  changeRentStatus: {
    NOT_FOUND: ({ foreign: { rentId } }) => ({ input: { rentId, status: 'ACTIVE' } }),
    CONFLICT: async (scene) => ({
      input: { rentId: (await makeRent(scene)).rent.id, status: 'RETURNED' },
    }),
  },
  deleteRent: {
    NOT_FOUND: foreignRent,
    CONFLICT: async (scene) => ({ input: { rentId: (await makeActiveRent(scene)).rent.id } }),
  },
};

/** Mutations of the inventory. */
export const inventoryErrorRows: ErrorRows = { ...itemRows, ...renterRows, ...rentRows };
