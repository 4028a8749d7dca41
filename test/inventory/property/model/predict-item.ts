import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../call.ts';
import {
  drop,
  isOpen,
  put,
  refuse,
  succeed,
  type Model,
  type ModelItem,
  type Prediction,
} from './model.ts';
import { pieces, readFacts, text } from './read-facts.ts';

/** A call about items. */
export type ItemCall = Extract<Call, { operation: 'createItem' | 'updateItem' | 'deleteItem' }>;

const rules = {
  name: text(200),
  sku: text(100),
  quantityInStock: pieces(0),
  minimumQuantity: pieces(0),
};

/** Predicts the result of a call. */
export function predictItem(model: Model, call: ItemCall): Prediction {
  if (call.operation === 'deleteItem') return predictDelete(model, call.input.itemId);
  const facts = readFacts({ ...call.input }, rules, ['sku']);
  if (!facts) return refuse('INVALID_INPUT');
  const keep = (id: string, item: object): Model => ({
    ...model,
    items: put(model.items, id, item as ModelItem),
  });
  if (call.operation === 'createItem') {
    if (isTaken(model, facts.sku, null)) return refuse('CONFLICT');
    return succeed(['item.created'], (id) => keep(id, { sku: null, ...facts }));
  }
  const { itemId } = call.input;
  const before = model.items.get(itemId);
  if (!before) return refuse('NOT_FOUND');
  const after: ModelItem = { ...before, ...facts };
  if (isTaken(model, after.sku, itemId)) return refuse('CONFLICT');
  const events = isDeepStrictEqual(before, after) ? [] : ['item.updated'];
  return succeed([...events, ...predictLowStock(before, after)], () => keep(itemId, after));
}

/** Returns `item.low_stock` if the change drops below the minimum. */
export function predictLowStock(before: ModelItem, after: ModelItem): string[] {
  const [wasLow, isLow] = [before, after].map(
    (item) => item.quantityInStock < item.minimumQuantity,
  );
  return isLow && !wasLow ? ['item.low_stock'] : [];
}

function isTaken({ items }: Model, sku: unknown, ownId: string | null): boolean {
  return sku != null && [...items].some(([id, item]) => id !== ownId && item.sku === sku);
}

function predictDelete(model: Model, itemId: string): Prediction {
  if (!model.items.has(itemId)) return refuse('NOT_FOUND');
  const open = [...model.rents.values()].filter(isOpen);
  const lines = open.flatMap((rent) => rent.lines);
  if (lines.some((line) => line.itemId === itemId)) return refuse('CONFLICT');
  return succeed(['item.deleted'], () => ({ ...model, items: drop(model.items, itemId) }));
}
