import type { FieldKind } from './list-fields.ts';

/** The operators of a condition, as the API names them. */
export const operators = ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'prefix', 'exists'] as const;
export type FilterOperator = (typeof operators)[number];

/** A condition as the form has it. */
export interface FilterRow {
  /** Differs from that of every other row. */
  id: number;
  path: string;
  operator: FilterOperator;
  /** Decides how the values are sent. */
  kind: FieldKind;
  /** As typed. Only `in` has several. */
  values: readonly string[];
}

/** A filter as the form has it. */
export interface FilterValues {
  mode: 'all' | 'any';
  rows: readonly FilterRow[];
  /** A filter that rows cannot show; null for none. It is kept as it is, or removed. */
  fixed: FilterTree | null;
}

type Value = string | number | boolean;

/** A filter in the API, without nulls. */
export interface FilterTree extends Partial<Record<'eq' | 'gt' | 'gte' | 'lt' | 'lte', unknown>> {
  all?: FilterTree[];
  any?: FilterTree[];
  not?: FilterTree;
  path?: string;
  in?: unknown[];
  prefix?: string;
  exists?: boolean;
}

/** The values of no filter. */
export const noFilter: FilterValues = { mode: 'all', rows: [], fixed: null };

/** Turns a filter of the API into values of the form. */
export function toFilterValues(filter: FilterTree | null): FilterValues {
  if (filter === null) return noFilter;
  const leaves = filter.all ?? filter.any ?? [filter];
  const rows = leaves.map(toRow).filter((row) => row !== null);
  if (rows.length < leaves.length) return { ...noFilter, fixed: filter };
  return { mode: filter.any ? 'any' : 'all', rows, fixed: null };
}

/** Turns the values into the filter that the API takes. An empty one removes the filter. */
export function toFilter({ mode, rows, fixed }: FilterValues): FilterTree {
  if (fixed !== null) return fixed;
  return rows.length === 0 ? {} : { [mode]: rows.map(toLeaf) };
}

/** Returns null for a part that is no row: a group, or a comparison with null. */
function toRow(leaf: FilterTree, id: number): FilterRow | null {
  const operator = operators.find((name) => leaf[name] !== undefined);
  if (leaf.path === undefined || operator === undefined) return null;
  const values = [leaf[operator]].flat() as (Value | null)[];
  if (values.some((value) => value === null)) return null;
  const [first] = values;
  const kind = operator === 'exists' ? 'TEXT' : kindOf(first);
  return { id, path: leaf.path, operator, kind, values: values.map(String) };
}

function kindOf(value: Value | null | undefined): FieldKind {
  if (typeof value === 'number') return 'NUMBER';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'TEXT';
}

function toLeaf({ path, operator, kind, values }: FilterRow): FilterTree {
  const [first = ''] = values;
  if (operator === 'exists') return { path, exists: first !== 'false' };
  const read = (text: string) => readValue(kind, text);
  return { path, [operator]: operator === 'in' ? values.map(read) : read(first) };
}

/** Reads what was typed. What cannot be read is sent as it is: the service says what is wrong with it. */
function readValue(kind: FieldKind, text: string): Value {
  if (kind === 'NUMBER') return text.trim() !== '' && isFinite(Number(text)) ? Number(text) : text;
  return kind === 'BOOLEAN' && text !== '' ? text === 'true' : text;
}
