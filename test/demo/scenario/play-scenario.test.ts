import { beforeEach, describe, expect, test } from '@jest/globals';
import { listEventTypes } from '../../../src/catalogue/index.ts';
import { createGraphClient } from '../../../src/demo/graph-client.ts';
import { createShop, type Shop } from '../../../src/demo/scenario/shop.ts';
import {
  openShop,
  rounds,
  playRound,
  playScenario,
} from '../../../src/demo/scenario/play-scenario.ts';
import { ListItems, ListRenters, ListRents } from '../../kit/inventory-documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';

const fixture = setUpNode();

let shop: Shop;
let closed: AbortController;

beforeEach(async () => {
  closed = new AbortController();
  const { app, customer } = fixture;
  const token = await app.token(customer.workspaceId, ['inventory:read', 'inventory:write']);
  const client = createGraphClient(app.app.url, token);
  shop = createShop({ client, pauseMs: 0, signal: closed.signal });
});

/** The inventory without versions and times, which always change. */
async function loadInventory() {
  const { app, customer } = fixture;
  const { items } = await app.ask(customer.token, ListItems, { first: 100 });
  const { renters } = await app.ask(customer.token, ListRenters, { first: 100 });
  const { rents } = await app.ask(customer.token, ListRents, { first: 100 });
  const facts = items.nodes.map(({ id, name, sku, quantityInStock, minimumQuantity }) => {
    return { id, name, sku, quantityInStock, minimumQuantity };
  });
  return { items: facts, renters: renters.nodes, rents: rents.nodes };
}

/** The event types received, with repetitions, once every delivery has ended. */
async function listReceivedTypes(): Promise<string[]> {
  await fixture.customer.waitForLog(listEventTypes().length);
  return fixture.receiver.requests.map(({ headers }) => String(headers['x-stockaj-event']));
}

describe('the scenario of the demo', () => {
  test.each(rounds)(
    'sends every event type in the round with the $trial.name, and low stock once',
    async (round) => {
      const drills = await openShop(shop);
      await fixture.customer.createWebhook(fixture.receiver.url);
      await playRound(shop, drills, round);
      const received = await listReceivedTypes();
      expect(new Set(received)).toEqual(new Set(listEventTypes().map(({ name }) => name)));
      expect(received.filter((type) => type === 'item.low_stock')).toHaveLength(1);
    },
  );

  test('leaves the inventory unchanged after each round', async () => {
    const drills = await openShop(shop);
    const before = await loadInventory();
    expect(before).toMatchObject({ items: [{ id: drills }], renters: [], rents: [] });
    for (const round of [...rounds, ...rounds.slice(0, 1)]) {
      await playRound(shop, drills, round);
      expect(await loadInventory()).toEqual(before);
    }
  });

  test('ends with the message of the API when a change is refused', async () => {
    await openShop(shop);
    await expect(playScenario(shop)).rejects.toThrow('createItem: Another item has this SKU.');
  });

  test('changes nothing once the shop is closed', async () => {
    await openShop(shop);
    closed.abort();
    const before = await loadInventory();
    await expect(shop.addRenter('City Theatre')).rejects.toThrow('aborted');
    expect(await loadInventory()).toEqual(before);
  });
});
