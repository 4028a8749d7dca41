import type { Call } from '../call.ts';
import type { Model, Prediction } from './model.ts';
import { predictItem } from './predict-item.ts';
import { predictRent } from './predict-rent.ts';
import { predictRenter } from './predict-renter.ts';

/** Predicts the result of a call, by an independent implementation of the rules on plain values. */
export function predict(model: Model, call: Call): Prediction {
  switch (call.operation) {
    case 'createItem':
    case 'updateItem':
    case 'deleteItem':
      return predictItem(model, call);
    case 'createRenter':
    case 'updateRenter':
    case 'deleteRenter':
      return predictRenter(model, call);
    default:
      return predictRent(model, call);
  }
}
