import type { Inputs } from '../call.ts';
import {
  put,
  refuse,
  succeed,
  type Model,
  type ModelItem,
  type ModelRent,
  type Prediction,
} from './model.ts';
import { predictLowStock } from './predict-item.ts';
import { integerMax } from './read-facts.ts';

type Status = ModelRent['status'];

const allowed: Readonly<Record<Status, readonly Status[]>> = {
  RESERVED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['RETURNED', 'CANCELLED'],
  RETURNED: [],
  CANCELLED: [],
};

/** Predicts the result of a change of status. */
export function predictStatus(
  model: Model,
  rent: ModelRent,
  { rentId, status }: Inputs['changeRentStatus'],
): Prediction {
  if (!allowed[rent.status].includes(status)) return refuse('CONFLICT');
  const after: ModelRent = { ...rent, status };
  const moved = moveLines(model, rent, status);
  const isPossible = moved.every(
    ([, , { quantityInStock }]) => quantityInStock >= 0 && quantityInStock <= integerMax,
  );
  if (!isPossible) return refuse('CONFLICT');
  const drops = moved.flatMap(([, before, item]) => predictLowStock(before, item));
  return succeed(['rent.status_changed', ...drops], () => ({
    ...model,
    rents: put(model.rents, rentId, after),
    items: moved.reduce((items, [id, , item]) => put(items, id, item), model.items),
  }));
}

/** Items whose stock moves: id, before, after. */
function moveLines(
  { items }: Model,
  rent: ModelRent,
  status: Status,
): [string, ModelItem, ModelItem][] {
  if (status !== 'ACTIVE' && rent.status !== 'ACTIVE') return [];
  const sign = status === 'ACTIVE' ? -1 : 1;
  return rent.lines.map(({ itemId, quantity }) => {
    const before = items.get(itemId)!;
    const quantityInStock = before.quantityInStock + sign * quantity;
    return [itemId, before, { ...before, quantityInStock }];
  });
}
