import { isSelected, listEventTypes } from '../catalogue/index.ts';

/** The kind of a value in an event. LIST and OBJECT cannot be compared. */
export type FieldKind = 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'INSTANT' | 'OBJECT' | 'LIST';

/** A place in the bodies of one or more event types. */
export interface FilterField {
  kind: FieldKind;
  /** Whether it can be null. */
  isNullable: boolean;
  /** The only values that it can have; null if there is no such list. */
  choices: readonly string[] | null;
}

type Schema = Readonly<Record<string, unknown>>;

/**
 * Finds a path in the bodies of these event types. Names that are not in the catalogue count for nothing.
 *
 * @param eventTypes what a webhook wants: names of event types, `*`, or all of a noun such as `rent.*`
 * @returns undefined if none of them has it
 */
export function findField(path: string, eventTypes: readonly string[]): FilterField | undefined {
  const found = listEventTypes()
    .filter(({ name }) => isSelected(name, eventTypes))
    .map((type) => find(bodySchemaOf(type), path))
    .filter((schema) => schema !== undefined);
  const [first] = found;
  if (!first) return undefined;
  const isLimited = found.every(({ enum: choices }) => Array.isArray(choices));
  return {
    kind: kindOf(first),
    isNullable: found.some(({ type }) => [type].flat().includes('null')),
    choices: isLimited ? [...new Set(found.flatMap((schema) => schema.enum as string[]))] : null,
  };
}

/** Finds the first list on a path, such as `data.rent.lines`; undefined if there is none. */
export function findListOn(path: string, eventTypes: readonly string[]): string | undefined {
  const keys = path.split('.');
  const starts = keys.map((_, place) => keys.slice(0, place + 1).join('.'));
  return starts.find((start) => findField(start, eventTypes)?.kind === 'LIST');
}

function bodySchemaOf({ name, schema }: { name: string; schema: Schema }): Schema {
  const event = { type: 'string', enum: [name] };
  const timestamp = { type: 'string', format: 'date-time' };
  return { type: 'object', properties: { event, data: schema, timestamp } };
}

function find(schema: Schema, path: string): Schema | undefined {
  return path.split('.').reduce<Schema | undefined>((parent, key) => {
    const known = (parent?.properties ?? {}) as Readonly<Record<string, Schema>>;
    return Object.hasOwn(known, key) ? known[key] : undefined;
  }, schema);
}

function kindOf({ type, format }: Schema): FieldKind {
  const name = [type].flat().find((it) => it !== 'null');
  if (name === 'array') return 'LIST';
  if (name === 'object') return 'OBJECT';
  if (name === 'boolean') return 'BOOLEAN';
  if (name === 'integer' || name === 'number') return 'NUMBER';
  return format === 'date-time' ? 'INSTANT' : 'TEXT';
}
