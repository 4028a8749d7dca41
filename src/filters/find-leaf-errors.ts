import { filterOperators, type FilterOperator, type GivenFilter } from './webhook-filter.ts';
import { findField, findListOn, type FieldKind, type FilterField } from './filter-fields.ts';
import type { FilterError } from './filter-error.ts';
import { isInstant } from './instants.ts';

/** Characters (code points) of a path and of a text to compare with. */
const charactersMax = 256;
/** Values of `in`. */
const valuesMax = 100;

type ValueKind = Exclude<FieldKind, 'OBJECT' | 'LIST'>;

const operatorsOf: Readonly<Record<ValueKind, readonly FilterOperator[]>> = {
  TEXT: ['eq', 'in', 'prefix', 'exists'],
  NUMBER: ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
  BOOLEAN: ['eq', 'in', 'exists'],
  INSTANT: ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
};

const kindNames: Readonly<Record<ValueKind, string>> = {
  TEXT: 'a text',
  NUMBER: 'a number',
  BOOLEAN: 'true or false',
  INSTANT: 'an instant',
};

/**
 * Finds the errors of a condition: its path, its operator and its values, by the schemas of these event types.
 *
 * @param at the field of the condition; empty if it is the whole filter
 */
export function findLeafErrors(
  leaf: GivenFilter,
  at: string,
  eventTypes: readonly string[],
): FilterError[] {
  const fail = (name: string, message: string): FilterError[] => [
    { field: at === '' ? name : `${at}.${name}`, message },
  ];
  const { path } = leaf;
  if (path == null) return fail('path', 'A condition needs a path, such as data.rent.status.');
  const operators = filterOperators.filter((name) => leaf[name] != null);
  const [operator] = operators;
  if (operator === undefined || operators.length > 1) {
    const message = `A condition needs exactly one operator: ${filterOperators.join(', ')}.`;
    return [{ field: at, message }];
  }
  const field = readField(path, eventTypes);
  if (typeof field === 'string') return fail('path', field);
  if (!operatorsOf[field.kind].includes(operator)) {
    return fail(operator, explainOperator(operator, field.kind));
  }
  const values = operator === 'in' ? (leaf.in ?? []) : [leaf[operator]];
  if (operator === 'in' && (values.length === 0 || values.length > valuesMax)) {
    return fail('in', `The list must have 1 to ${valuesMax} values.`);
  }
  return values.flatMap((value, place) => {
    const message = explainValue(value, operator, field);
    return message === null ? [] : fail(operator === 'in' ? `in.${place}` : operator, message);
  });
}

/** Returns the field, or a sentence that says why the path cannot be used. Repeats a path only if it is short. */
function readField(
  path: string,
  eventTypes: readonly string[],
): (FilterField & { kind: ValueKind }) | string {
  if (path.length > charactersMax) return `A path may have at most ${charactersMax} characters.`;
  const { kind, ...field } = findField(path, eventTypes) ?? {};
  if (kind === 'OBJECT') return `${path} has several values. Name one of them.`;
  if (kind !== undefined && kind !== 'LIST')
    return { isNullable: false, choices: null, ...field, kind };
  const list = findListOn(path, eventTypes);
  if (list !== undefined) return `${list} is a list, and filters do not look into lists.`;
  return 'None of the chosen event types has this path. Paths look like data.rent.status.';
}

function explainOperator(operator: FilterOperator, kind: ValueKind): string {
  return `The value is ${kindNames[kind]}. Use one of ${operatorsOf[kind].join(', ')}.`;
}

/** Says what is wrong with a value to compare with; null if nothing is. */
function explainValue(
  value: unknown,
  operator: FilterOperator,
  { kind, isNullable, choices }: FilterField & { kind: ValueKind },
): string | null {
  if (operator === 'exists') return typeof value === 'boolean' ? null : 'Give true or false.';
  if (value === null) return isNullable ? null : 'This value is never null.';
  if (!isOfKind(value, kind)) {
    const example = kind === 'INSTANT' ? ' in UTC, such as 2025-01-15T10:30:00Z' : '';
    return `Compare it with ${kindNames[kind]}${example}.`;
  }
  if (typeof value === 'number') return isShort(value) ? null : lengthMessage;
  if (typeof value !== 'string') return null;
  if (operator !== 'prefix' && choices && !choices.includes(value)) {
    return `Choose one of ${choices.join(', ')}.`;
  }
  return explainText(value);
}

function isOfKind(value: unknown, kind: ValueKind): boolean {
  if (kind === 'NUMBER') return typeof value === 'number' && Number.isFinite(value);
  if (kind === 'BOOLEAN') return typeof value === 'boolean';
  return typeof value === 'string' && (kind === 'TEXT' || isInstant(value));
}

/** PostgreSQL writes all digits of a number: 309 for 1e308. The engine writes an exponent only for those with many. */
function isShort(value: number): boolean {
  return !String(value).includes('e');
}

const lengthMessage =
  'The number has too many digits. Give 0, or one from 0.000001 to below 10^21, with or without a minus.';

function explainText(text: string): string | null {
  if (text === '') return 'The text must not be empty.';
  if (text.length > 2 * charactersMax || Array.from(text).length > charactersMax) {
    return `The text may have at most ${charactersMax} characters.`;
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    return 'The text must be valid Unicode without NUL.';
  }
  return null;
}
