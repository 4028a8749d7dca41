import type { Inputs } from '../call.ts';

/** What a user decides about an item, less the pieces that rents took. */
export type ModelItem = Required<Inputs['createItem']>;
/** What a user decides about a renter. */
export type ModelRenter = Required<Inputs['createRenter']>;
/** What a user decides about a rent, and how far it is. */
export type ModelRent = Inputs['createRent'] & Pick<Inputs['changeRentStatus'], 'status'>;

/** The inventory of one workspace as plain values, by the ids of the API. It is replaced, never changed. */
export interface Model {
  items: ReadonlyMap<string, ModelItem>;
  renters: ReadonlyMap<string, ModelRenter>;
  rents: ReadonlyMap<string, ModelRent>;
}

/** With nothing in it. */
export const emptyModel: Model = { items: new Map(), renters: new Map(), rents: new Map() };

/** Why the product must refuse a call: the code of every error of its answer. */
export type RefusalCode = 'INVALID_INPUT' | 'NOT_FOUND' | 'CONFLICT';

/** What a call must come to: the code of its refusal, or the types of its events and the inventory after it. */
export type Prediction =
  { code: RefusalCode } | { code: null; events: readonly string[]; next: (newId: string) => Model };

/** A call that is refused: nothing changes and nothing is published. */
export function refuse(code: RefusalCode): Prediction {
  return { code };
}

/** A call that succeeds. `next` is told the id of the object that the call made, if it makes one. */
export function succeed(events: readonly string[], next: (newId: string) => Model): Prediction {
  return { code: null, events, next };
}

/** The entries with this one. */
export function put<T>(map: ReadonlyMap<string, T>, id: string, value: T): ReadonlyMap<string, T> {
  return new Map([...map, [id, value]]);
}

/** The entries without this one. */
export function drop<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([key]) => key !== id));
}

/** Whether the rent holds its renter and its items: they cannot be deleted. */
export function isOpen({ status }: ModelRent): boolean {
  return status === 'RESERVED' || status === 'ACTIVE';
}
