import { isDeepStrictEqual } from 'node:util';
import type { Call, Inputs } from '../call.ts';
import {
  drop,
  put,
  refuse,
  succeed,
  type Model,
  type ModelRent,
  type Prediction,
} from './model.ts';
import { predictStatus } from './predict-status.ts';
import { pieces, readFacts } from './read-facts.ts';

/** A call about rents. */
export type RentCall = Extract<
  Call,
  { operation: 'createRent' | 'updateRent' | 'changeRentStatus' | 'deleteRent' }
>;
type Lines = ModelRent['lines'];

const rules = {
  renterId: (value: string) => value,
  lines: readLines,
  startsAt: (value: Date) => value,
  endsAt: (value: Date) => value,
};

/** Predicts the result of a call. */
export function predictRent(model: Model, call: RentCall): Prediction {
  if (call.operation === 'createRent') return predictCreate(model, call.input);
  const { rentId } = call.input;
  const rent = model.rents.get(rentId);
  if (call.operation === 'updateRent') return predictUpdate(model, rent, call.input);
  if (!rent) return refuse('NOT_FOUND');
  if (call.operation === 'changeRentStatus') return predictStatus(model, rent, call.input);
  if (rent.status === 'ACTIVE') return refuse('CONFLICT');
  return succeed(['rent.deleted'], () => ({ ...model, rents: drop(model.rents, rentId) }));
}

function predictCreate(model: Model, input: Inputs['createRent']): Prediction {
  const facts = readFacts({ ...input }, rules) as Inputs['createRent'] | undefined;
  if (!facts || facts.startsAt >= facts.endsAt) return refuse('INVALID_INPUT');
  if (!model.renters.has(facts.renterId) || !hasItems(model, facts.lines))
    return refuse('NOT_FOUND');
  const rent: ModelRent = { ...facts, status: 'RESERVED' };
  return succeed(['rent.created'], (id) => ({ ...model, rents: put(model.rents, id, rent) }));
}

/** Checks in the order of precedence: values, rent, renter, lines, times. */
function predictUpdate(
  model: Model,
  before: ModelRent | undefined,
  input: Inputs['updateRent'],
): Prediction {
  const facts = readFacts({ ...input }, rules) as Partial<ModelRent> | undefined;
  if (!facts) return refuse('INVALID_INPUT');
  if (!before) return refuse('NOT_FOUND');
  const after = { ...before, ...facts };
  const isMoved = after.renterId !== before.renterId;
  if (isMoved && !model.renters.has(after.renterId)) return refuse('NOT_FOUND');
  if (!isDeepStrictEqual(after.lines, before.lines)) {
    if (before.status !== 'RESERVED') return refuse('CONFLICT');
    if (!hasItems(model, after.lines)) return refuse('NOT_FOUND');
  }
  if (after.startsAt >= after.endsAt) return refuse('INVALID_INPUT');
  const events = isDeepStrictEqual(before, after) ? [] : ['rent.updated'];
  return succeed(events, () => ({ ...model, rents: put(model.rents, input.rentId, after) }));
}

/** 1 to 100 lines, each item at most once. */
function readLines(lines: Lines): Lines | undefined {
  const items = new Set(lines.map(({ itemId }) => itemId));
  const isFit = lines.length >= 1 && lines.length <= 100 && items.size === lines.length;
  return isFit && lines.every(({ quantity }) => pieces(1)(quantity)) ? lines : undefined;
}

function hasItems({ items }: Model, lines: Lines): boolean {
  return lines.every(({ itemId }) => items.has(itemId));
}
