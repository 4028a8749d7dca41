/** The kind of a value in an event. */
export type FieldKind = 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'INSTANT';

/** A value in the body of an event. */
export interface EventField {
  /** Such as `data.rent.status`. */
  path: string;
  kind: FieldKind;
  /** The only values that it can have; null if there is no such list. */
  choices: readonly string[] | null;
  /** Names of the event types that have it. */
  types: readonly string[];
}

/** A JSON Schema, as far as it is read here. */
interface Schema {
  type?: string | readonly string[];
  format?: string;
  enum?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
}

const kinds: Readonly<Record<string, FieldKind>> = {
  boolean: 'BOOLEAN',
  integer: 'NUMBER',
  number: 'NUMBER',
  string: 'TEXT',
};

/** Lists the single values in the bodies of these event types, each path once. Lists are left out. */
export function listFields(types: readonly { name: string; schema: unknown }[]): EventField[] {
  const fields = new Map<string, EventField>();
  for (const { name, schema } of types) {
    for (const field of listLeaves(describeBody(name, schema as Schema), '', name)) {
      const known = fields.get(field.path);
      fields.set(field.path, known ? join(known, field) : field);
    }
  }
  return [...fields.values()];
}

function describeBody(name: string, data: Schema): Schema {
  const event = { type: 'string', enum: [name] };
  const timestamp = { type: 'string', format: 'date-time' };
  return { properties: { event, timestamp, data } };
}

function listLeaves({ type, format, ...schema }: Schema, path: string, name: string): EventField[] {
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([key, part]) =>
      listLeaves(part, path === '' ? key : `${path}.${key}`, name),
    );
  }
  const kind = kinds[[type].flat().find((one) => one !== 'null') ?? ''];
  if (!kind) return [];
  const isInstant = kind === 'TEXT' && format === 'date-time';
  return [
    { path, kind: isInstant ? 'INSTANT' : kind, choices: schema.enum ?? null, types: [name] },
  ];
}

function join(one: EventField, other: EventField): EventField {
  const choices =
    one.choices && other.choices ? [...new Set([...one.choices, ...other.choices])] : null;
  return { ...one, choices, types: [...one.types, ...other.types] };
}
