import { beforeEach, describe, expect, test } from '@jest/globals';
import { listEventTypes } from '../../../src/catalogue/index.ts';
import { createGraphClient } from '../../../src/demo/graph-client.ts';
import { createShop, type Shop } from '../../../src/demo/story/shop.ts';
import { openShop, seasons, tellSeason, tellStory } from '../../../src/demo/story/tell-story.ts';
import { ListItems, ListRenters, ListRents } from '../../kit/inventory-documents.ts';
import { setScene } from '../../kit/scene.ts';

const scene = setScene();

let shop: Shop;
let closed: AbortController;

beforeEach(async () => {
  closed = new AbortController();
  const { app, customer } = scene;
  const token = await app.token(customer.workspaceId, ['inventory:read', 'inventory:write']);
  const client = createGraphClient(app.app.url, token);
  shop = createShop({ client, pauseMs: 0, signal: closed.signal });
});

/** What is in the inventory, without versions and times, which go on. */
async function loadInventory() {
  const { app, customer } = scene;
  const { items } = await app.ask(customer.token, ListItems, { first: 100 });
  const { renters } = await app.ask(customer.token, ListRenters, { first: 100 });
  const { rents } = await app.ask(customer.token, ListRents, { first: 100 });
  const facts = items.nodes.map(({ id, name, sku, quantityInStock, minimumQuantity }) => {
    return { id, name, sku, quantityInStock, minimumQuantity };
  });
  return { items: facts, renters: renters.nodes, rents: rents.nodes };
}

/** The event types that the receiver got, with their repetitions, once the log has no delivery to come. */
async function listReceivedTypes(): Promise<string[]> {
  await scene.customer.waitForLog(listEventTypes().length);
  return scene.receiver.requests.map(({ headers }) => String(headers['x-stockaj-event']));
}

describe('the story of the demo', () => {
  test.each(seasons)(
    'sends every event type in the round of the $trial.name, and low stock once',
    async (season) => {
      const drills = await openShop(shop);
      await scene.customer.createWebhook(scene.receiver.url);
      await tellSeason(shop, drills, season);
      const received = await listReceivedTypes();
      expect(new Set(received)).toEqual(new Set(listEventTypes().map(({ name }) => name)));
      expect(received.filter((type) => type === 'item.low_stock')).toHaveLength(1);
    },
  );

  test('leaves the shop as it was, round after round', async () => {
    const drills = await openShop(shop);
    const before = await loadInventory();
    expect(before).toMatchObject({ items: [{ id: drills }], renters: [], rents: [] });
    for (const season of [...seasons, ...seasons.slice(0, 1)]) {
      await tellSeason(shop, drills, season);
      expect(await loadInventory()).toEqual(before);
    }
  });

  test('ends with the words of the API when it refuses a change', async () => {
    await openShop(shop);
    await expect(tellStory(shop)).rejects.toThrow('createItem: Another item has this SKU.');
  });

  test('changes nothing any more once the shop is closed', async () => {
    await openShop(shop);
    closed.abort();
    const before = await loadInventory();
    await expect(shop.addRenter('City Theatre')).rejects.toThrow('aborted');
    expect(await loadInventory()).toEqual(before);
  });
});
