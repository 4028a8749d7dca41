/** A value that a filter compares with. */
export type FilterValue = string | number | boolean;

/** The operators of a condition. */
export const filterOperators = [
  ...['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'prefix', 'exists'],
] as const satisfies readonly (keyof WebhookFilter)[];
export type FilterOperator = Exclude<keyof WebhookFilter, 'all' | 'any' | 'not' | 'path'>;

/**
 * A condition on the body of an event. Either one of `all`, `any` and `not`, or a `path` with one operator. It is stored
 * and shown in this form.
 */
export interface WebhookFilter {
  /** Every one of them matches. */
  all?: readonly WebhookFilter[];
  /** At least one of them matches. */
  any?: readonly WebhookFilter[];
  not?: WebhookFilter;
  /** Names of properties joined by dots, from the body on: `data.rent.status`. */
  path?: string;
  eq?: FilterValue;
  /** Null stands for a value that is known to be missing. */
  in?: readonly (FilterValue | null)[];
  gt?: FilterValue;
  gte?: FilterValue;
  lt?: FilterValue;
  lte?: FilterValue;
  prefix?: string;
  /** Whether the path has a value. Null is none. */
  exists?: boolean;
}

/** A filter as a caller gives it: nothing is checked, and null is the same as left out. */
export interface GivenFilter {
  all?: readonly GivenFilter[] | null;
  any?: readonly GivenFilter[] | null;
  not?: GivenFilter | null;
  path?: string | null;
  eq?: unknown;
  in?: readonly unknown[] | null;
  gt?: unknown;
  gte?: unknown;
  lt?: unknown;
  lte?: unknown;
  prefix?: unknown;
  exists?: boolean | null;
}

/** A group of filters. */
export interface FilterGroup {
  kind: 'all' | 'any' | 'not';
  parts: readonly WebhookFilter[];
}

/** A condition on one value. */
export interface FilterLeaf {
  kind: 'leaf';
  path: string;
  operator: FilterOperator;
  value: FilterValue | readonly (FilterValue | null)[];
}

/** Returns what a checked filter consists of. @throws Error for one that was not checked */
export function readFilter(filter: WebhookFilter): FilterGroup | FilterLeaf {
  const { all, any, not, path } = filter;
  if (all) return { kind: 'all', parts: all };
  if (any) return { kind: 'any', parts: any };
  if (not) return { kind: 'not', parts: [not] };
  const operator = filterOperators.find((name) => filter[name] !== undefined);
  const value = operator && filter[operator];
  if (path === undefined || operator === undefined || value === undefined) {
    throw new Error('A filter has neither parts nor a condition.');
  }
  return { kind: 'leaf', path, operator, value };
}
