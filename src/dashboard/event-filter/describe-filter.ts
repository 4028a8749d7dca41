import { operators, type FilterOperator, type FilterTree } from './filter-values.ts';

const words: Readonly<Record<FilterOperator, string>> = {
  eq: 'is',
  in: 'is one of',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  prefix: 'begins with',
  exists: 'has a value',
};

const wordsOfTimes: Readonly<Partial<Record<FilterOperator, string>>> = {
  gt: 'is after',
  gte: 'is not before',
  lt: 'is before',
  lte: 'is not after',
};

/** Says in words what an operator does. @param isTime whether it compares times */
export function describeOperator(operator: FilterOperator, isTime: boolean): string {
  return (isTime ? wordsOfTimes[operator] : undefined) ?? words[operator];
}

/** Writes a filter as a person reads it: `data.rent.status is “ACTIVE”`. */
export function describeFilter(filter: FilterTree): string {
  return describePart(filter, false);
}

function describePart(filter: FilterTree, isInside: boolean): string {
  const { all, any, not } = filter;
  if (not) return `not (${describePart(not, false)})`;
  const parts = all ?? any;
  if (!parts) return describeLeaf(filter);
  const text = parts
    .map((part) => describePart(part, parts.length > 1))
    .join(all ? ' and ' : ' or ');
  return isInside && parts.length > 1 ? `(${text})` : text;
}

function describeLeaf(leaf: FilterTree): string {
  const path = leaf.path ?? '';
  const operator = operators.find((name) => leaf[name] !== undefined);
  if (!operator) return path;
  const value = leaf[operator];
  if (operator === 'exists') return `${path} has ${value === true ? 'a' : 'no'} value`;
  // Only numbers and times have an order, and times are texts.
  const verb = describeOperator(operator, typeof value === 'string');
  return `${path} ${verb} ${[value].flat().map(writeValue).join(', ')}`;
}

function writeValue(value: unknown): string {
  if (value === null) return 'no value';
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}
