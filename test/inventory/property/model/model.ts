import type { Inputs } from '../call.ts';

/** The fields of an item, with its stock after the moves of rents. */
export type ModelItem = Required<Inputs['createItem']>;
/** The fields of a renter. */
export type ModelRenter = Required<Inputs['createRenter']>;
/** The fields of a rent, and its status. */
export type ModelRent = Inputs['createRent'] & Pick<Inputs['changeRentStatus'], 'status'>;

/** The inventory of one workspace as plain values by API id. Immutable. */
export interface Model {
  items: ReadonlyMap<string, ModelItem>;
  renters: ReadonlyMap<string, ModelRenter>;
  rents: ReadonlyMap<string, ModelRent>;
}

/** A model without objects. */
export const emptyModel: Model = { items: new Map(), renters: new Map(), rents: new Map() };

/** The code of every error of a refused call. */
export type RefusalCode = 'INVALID_INPUT' | 'NOT_FOUND' | 'CONFLICT';

/** Expected result of a call: an error code, or the types of its events and the model after it. */
export type Prediction =
  { code: RefusalCode } | { code: null; events: readonly string[]; next: (newId: string) => Model };

/** Predicts a refusal: nothing changes and nothing is published. */
export function refuse(code: RefusalCode): Prediction {
  return { code };
}

/** Predicts a success. `next` receives the id of the created object, if any. */
export function succeed(events: readonly string[], next: (newId: string) => Model): Prediction {
  return { code: null, events, next };
}

/** Returns the entries plus this one. */
export function put<T>(map: ReadonlyMap<string, T>, id: string, value: T): ReadonlyMap<string, T> {
  return new Map([...map, [id, value]]);
}

/** Returns the entries without this one. */
export function drop<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([key]) => key !== id));
}

/** Whether the rent prevents the deletion of its renter and items. */
export function isOpen({ status }: ModelRent): boolean {
  return status === 'RESERVED' || status === 'ACTIVE';
}
