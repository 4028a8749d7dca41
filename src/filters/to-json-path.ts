import { listEventTypes } from '../catalogue/index.ts';
import {
  readFilter,
  type WebhookFilter,
  type FilterLeaf,
  type FilterValue,
} from './webhook-filter.ts';
import { findField } from './filter-fields.ts';
import { isAnyInstant, isLaterInstant } from './instants.ts';

/**
 * Writes a checked filter as an SQL/JSON path over the body of an event, for the operator `@@`. It is true or false for
 * each event, never unknown: a condition on a value that is missing, or of another type, is false.
 */
export function toJsonPath(filter: WebhookFilter): string {
  const read = readFilter(filter);
  if (read.kind === 'leaf') return writeLeaf(read);
  const parts = read.parts.map(toJsonPath);
  if (read.kind === 'not') return `!(${parts.join('')})`;
  return `(${parts.join(read.kind === 'all' ? ' && ' : ' || ')})`;
}

/** A predicate that is unknown removes the value, and `exists` is then false. */
function writeLeaf(leaf: FilterLeaf): string {
  const place = ['$', ...leaf.path.split('.').map((key) => JSON.stringify(key))].join('.');
  const isFound = `exists(${place} ? (${writeCondition(leaf)}))`;
  return leaf.operator === 'exists' && leaf.value === false ? `!${isFound}` : isFound;
}

function writeCondition({ path, operator, value }: FilterLeaf): string {
  if (operator === 'exists') return '@ != null';
  if (operator === 'in' || operator === 'eq') return writeAnyEqual(path, [value].flat());
  const single = value as FilterValue;
  if (operator === 'prefix') return `@ starts with ${writeValue(single)}`;
  if (typeof single === 'string') return writeTimeOrder(operator, single);
  return `@ ${orders[operator]} ${writeValue(single)}`;
}

type Order = keyof typeof orders;
const orders = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const everyType = listEventTypes().map(({ name }) => name);

/** A path is of the same kind in every event type. */
function isInstantPath(path: string): boolean {
  return findField(path, everyType)?.kind === 'INSTANT';
}

function writeAnyEqual(path: string, values: readonly (FilterValue | null)[]): string {
  const instants = isInstantPath(path) ? values.filter((value) => value !== null).map(String) : [];
  const others = instants.length === 0 ? values : values.filter((value) => value === null);
  return [
    ...(instants.length === 0 ? [] : [isAnyInstant(instants)]),
    ...others.map((value) => `@ == ${writeValue(value)}`),
  ].join(' || ');
}

function writeTimeOrder(operator: Order, instant: string): string {
  const later = isLaterInstant(instant);
  const notEarlier = `(${later} || ${isAnyInstant([instant])})`;
  if (operator === 'gt') return later;
  if (operator === 'gte') return notEarlier;
  return `@.type() == "string" && !${operator === 'lt' ? notEarlier : later}`;
}

/** JSON.stringify escapes everything that would end a text of a jsonpath, and a checked text has no NUL. */
function writeValue(value: FilterValue | null): string {
  return JSON.stringify(value);
}
