import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../call.ts';
import {
  drop,
  isOpen,
  put,
  refuse,
  succeed,
  type Model,
  type ModelRenter,
  type Prediction,
} from './model.ts';
import { readFacts, text } from './read-facts.ts';

/** A call about renters. */
export type RenterCall = Extract<
  Call,
  { operation: 'createRenter' | 'updateRenter' | 'deleteRenter' }
>;

const rules = {
  name: text(200),
  email: (value: string) => (value.includes('@') ? text(254)(value) : undefined),
  phone: text(50),
};
const nothingKnown = { email: null, phone: null };

/** Predicts the result of a call. */
export function predictRenter(model: Model, call: RenterCall): Prediction {
  if (call.operation === 'deleteRenter') return predictDelete(model, call.input.renterId);
  const facts = readFacts({ ...call.input }, rules, ['email', 'phone']);
  if (!facts) return refuse('INVALID_INPUT');
  const keep = (id: string, renter: object): Model => ({
    ...model,
    renters: put(model.renters, id, renter as ModelRenter),
  });
  if (call.operation === 'createRenter') {
    return succeed(['renter.created'], (id) => keep(id, { ...nothingKnown, ...facts }));
  }
  const { renterId } = call.input;
  const before = model.renters.get(renterId);
  if (!before) return refuse('NOT_FOUND');
  const after = { ...before, ...facts };
  const events = isDeepStrictEqual(before, after) ? [] : ['renter.updated'];
  return succeed(events, () => keep(renterId, after));
}

function predictDelete(model: Model, renterId: string): Prediction {
  if (!model.renters.has(renterId)) return refuse('NOT_FOUND');
  const rents = [...model.rents.values()];
  if (rents.some((rent) => isOpen(rent) && rent.renterId === renterId)) return refuse('CONFLICT');
  return succeed(['renter.deleted'], () => ({ ...model, renters: drop(model.renters, renterId) }));
}
