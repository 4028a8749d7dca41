import { listEventTypes } from '../catalogue/index.ts';
import {
  readFilter,
  type WebhookFilter,
  type FilterLeaf,
  type FilterValue,
} from './webhook-filter.ts';
import { findField } from './filter-fields.ts';
import { isLaterInstant, isSameInstant } from './instants.ts';

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
  const isEqual = isInstantPath(path) ? writeSameInstant : writeEqual;
  if (operator === 'in') return [value].flat().map(isEqual).join(' || ');
  const single = value as FilterValue;
  if (operator === 'eq') return isEqual(single);
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

function writeEqual(value: FilterValue | null): string {
  return `@ == ${writeValue(value)}`;
}

function writeSameInstant(value: FilterValue | null): string {
  return value === null ? writeEqual(value) : isSameInstant(String(value));
}

function writeTimeOrder(operator: Order, instant: string): string {
  const later = isLaterInstant(instant);
  const notEarlier = `(${later} || ${isSameInstant(instant)})`;
  if (operator === 'gt') return later;
  if (operator === 'gte') return notEarlier;
  return `@.type() == "string" && !${operator === 'lt' ? notEarlier : later}`;
}

/** JSON.stringify escapes everything that would end a text of a jsonpath, and a checked text has no NUL. */
function writeValue(value: FilterValue | null): string {
  return JSON.stringify(value);
}
