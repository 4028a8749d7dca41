import { isSelected, listEventTypes } from '../../catalogue/index.ts';
import type { Placeholder } from './parse-placeholder.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The schema of a body without its data. */
const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };

/**
 * Finds what is wrong with the path of a placeholder for these event types: undefined, or a sentence. The value must
 * be a text or a number, `date` needs a time, and `number` a number.
 */
export function findPlaceholderError(
  placeholder: Placeholder,
  eventTypes: readonly string[],
): string | undefined {
  const { source, path, filters } = placeholder;
  const hasDefault = filters.some(({ name }) => name === 'default');
  const found = findWanted(eventTypes).map(({ name, schema }) => ({
    name,
    leaf: findSchema({ properties: { event: text, timestamp: instant, data: schema } }, path),
  }));
  const missing = found.filter(({ leaf }) => leaf === undefined);
  if (missing.length > 0 && (!hasDefault || missing.length === found.length)) {
    const advice =
      missing.length < found.length ? ' It needs a default, such as default:"none".' : '';
    return `${source} names a field that ${missing[0]?.name ?? ''} does not have.${advice}`;
  }
  const leaves = found.flatMap(({ leaf }) => (leaf === undefined ? [] : [leaf]));
  return findTypeError(placeholder, leaves);
}

/** Event types of the catalogue that a webhook wants. */
function findWanted(eventTypes: readonly string[]): { name: string; schema: Schema }[] {
  return listEventTypes().filter(({ name }) => isSelected(name, eventTypes));
}

/** Finds the schema at a path of properties and indexes; undefined if there is none. */
function findSchema(schema: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((parent, key) => {
    if (parent === undefined) return undefined;
    const { properties, items, maxItems } = parent;
    if (items !== undefined) {
      return /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < Number(maxItems ?? Infinity)
        ? (items as Schema)
        : undefined;
    }
    const known = (properties ?? {}) as Readonly<Record<string, Schema>>;
    return Object.hasOwn(known, key) ? known[key] : undefined;
  }, schema);
}

function findTypeError(
  { source, filters }: Placeholder,
  leaves: readonly Schema[],
): string | undefined {
  const types = leaves.flatMap(({ type }) => type as string | string[]);
  if (types.some((type) => type === 'object' || type === 'array')) {
    return `${source} names a part of the event, and not a text or a number in it.`;
  }
  const names = filters.map(({ name }) => name);
  if (names.includes('date') && leaves.some(({ format }) => format !== 'date-time')) {
    return `${source} has the filter date, but the value is not a time.`;
  }
  if (names.includes('number') && types.includes('string')) {
    return `${source} has the filter number, but the value is not a number.`;
  }
  return undefined;
}
