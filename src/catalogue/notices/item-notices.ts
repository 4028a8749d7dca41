import type { EventTypeName } from '../event-types.ts';
import type { NoticeFact, NoticeText } from './notice.ts';
import { findPath, listFacts, readNumber, readQuotedName, readValue } from './read-data.ts';

type ItemEventName = Extract<EventTypeName, `item.${string}`>;

/** The notices of items. */
export const itemNotices: Readonly<Record<ItemEventName, (data: unknown) => NoticeText>> = {
  'item.created': (data) => ({
    title: 'New item',
    sentence: `${nameItem(data, 'An item')} was added to the inventory.`,
    facts: listItemFacts(data),
    tone: 'GOOD',
    path: findItemPath(data),
  }),
  'item.updated': (data) => ({
    title: 'Item changed',
    sentence: `${nameItem(data, 'An item')} was changed.`,
    facts: listItemFacts(data),
    tone: 'NEUTRAL',
    path: findItemPath(data),
  }),
  'item.deleted': (data) => ({
    title: 'Item deleted',
    sentence: `${nameItem(data, 'An item')} was deleted from the inventory.`,
    facts: listItemFacts(data),
    tone: 'WARNING',
    path: null,
  }),
  'item.low_stock': (data) => ({
    title: 'Low stock',
    sentence: describeLowStock(data),
    facts: listItemFacts(data),
    tone: readNumber(readValue(data, 'item'), 'quantityInStock') === 0 ? 'BAD' : 'WARNING',
    path: findItemPath(data),
  }),
};

function nameItem(data: unknown, otherwise: string): string {
  const name = readQuotedName(readValue(data, 'item'), 'name');
  return name === undefined ? otherwise : `The item ${name}`;
}

function findItemPath(data: unknown): string | null {
  return findPath('items', readValue(data, 'item'));
}

function listItemFacts(data: unknown): NoticeFact[] {
  const names = {
    name: 'Name',
    sku: 'SKU',
    quantityInStock: 'In stock',
    minimumQuantity: 'Minimum',
    id: 'Item',
  };
  return listFacts(names, readValue(data, 'item'), readValue(data, 'previous'));
}

function describeLowStock(data: unknown): string {
  const item = readValue(data, 'item');
  const inStock = readNumber(item, 'quantityInStock');
  const minimum = readNumber(item, 'minimumQuantity');
  const name = nameItem(data, 'An item');
  if (inStock === undefined || minimum === undefined) return `${name} is low in stock.`;
  const pieces = inStock === 0 ? 'no pieces' : `${inStock.toLocaleString('en-US')} in stock`;
  const rest = inStock === 0 ? 'left' : 'now';
  return `${name} has ${pieces} ${rest}; the minimum is ${minimum.toLocaleString('en-US')}.`;
}
