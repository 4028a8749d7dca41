import { describe, expect, test } from '@jest/globals';
import { createEventValidator, listEventTypes } from '../../../src/catalogue/index.ts';
import { tellStory } from '../../../src/demo/story/tell-story.ts';
import type { ShopEvent } from '../../../src/demo/story/shop-event.ts';

/** Some ten rounds. */
const stepsCount = 250;

function listSteps(): ShopEvent[][] {
  const story = tellStory();
  return Array.from({ length: stepsCount }, () => story.next().value);
}

interface Item {
  id: string;
  quantityInStock: number;
  minimumQuantity: number;
}

interface Rent {
  id: string;
  status: string;
  lines: { itemId: string; quantity: number }[];
}

describe('the story of the demo', () => {
  test('publishes only what the catalogue accepts', () => {
    const validator = createEventValidator();
    const faults = listSteps()
      .flat()
      .flatMap(({ type, data }) => validator.validateEventData(type, data));
    expect(faults).toEqual([]);
  });

  test('has every event type, in each round again', () => {
    const types = listEventTypes().map(({ name }) => name);
    const told = listSteps().flat();
    for (const half of [told.slice(0, told.length / 2), told.slice(told.length / 2)]) {
      expect(new Set(half.map(({ type }) => type))).toEqual(new Set(types));
    }
  });

  test('runs low on stock in the step in which the pieces leave, and only below the minimum', () => {
    const steps = listSteps().filter((step) => step.some(({ type }) => type === 'item.low_stock'));
    for (const [change, ...rest] of steps) {
      expect(change).toMatchObject({ data: { rent: { status: 'ACTIVE' } } });
      for (const { type, data } of rest) {
        const item = data.item as Item;
        expect(type).toBe('item.low_stock');
        expect(item.quantityInStock).toBeLessThan(item.minimumQuantity);
        expect(item.quantityInStock).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('hands out no more pieces than there are and gets all of them back', () => {
    const out = new Map<string, number>();
    const stock = new Map<string, number>();
    for (const { type, data } of listSteps().flat()) {
      const item = data.item as Item | undefined;
      if (type === 'item.created') stock.set(item!.id, item!.quantityInStock);
      if (type === 'item.deleted') expect(out.get(item!.id) ?? 0).toBe(0);
      if (type !== 'rent.status_changed') continue;
      const { status, lines } = data.rent as Rent;
      const sign = { ACTIVE: 1, RETURNED: -1 }[status] ?? 0;
      for (const { itemId, quantity } of lines) {
        out.set(itemId, (out.get(itemId) ?? 0) + sign * quantity);
        expect(out.get(itemId)).toBeGreaterThanOrEqual(0);
        expect(out.get(itemId)).toBeLessThanOrEqual(stock.get(itemId)!);
      }
    }
  });

  test('counts the version of a thing up by one with each of its changes', () => {
    const versions = new Map<string, number>();
    for (const { type, data } of listSteps().flat()) {
      if (!type.startsWith('rent')) continue; // an item's stock moves without an event
      const thing = (data.rent ?? data.renter) as { id: string; version: number };
      const before = versions.get(thing.id) ?? 0;
      const changes = type.endsWith('.deleted') ? 0 : 1;
      expect(thing.version).toBe(before + changes);
      versions.set(thing.id, thing.version);
    }
  });
});
