import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode } from './format-markdown.ts';
import { describeSchemaRule, describeSchemaType, joinRules } from './describe-schema-rule.ts';

/** The cells of a table's row, in Markdown: key, type, rule. */
export type SchemaRow = readonly [key: string, type: string, rule: string];

/** What a row says of the key that it describes, besides its schema. */
interface KeyFacts {
  /** Whether the key may be absent. */
  isOptional?: boolean;
  /** A last rule, in Markdown. */
  remark?: string;
}

/**
 * One key and all that is inside it: a row for itself, then those of its children, whose keys are
 * `parent.child`, and `parent[]` for each entry of a list.
 *
 * @throws Error for a construct without words, with the path of the key
 */
export function describeSchemaRows(
  path: string,
  schema: JsonSchema,
  facts: KeyFacts = {},
): readonly SchemaRow[] {
  const own = describeKey(path, schema, facts);
  const { items } = schema;
  if (items === undefined) return [own, ...describeProperties(schema, `${path}.`)];
  return [own, ...describeSchemaRows(`${path}[]`, items as JsonSchema)];
}

/** The row of one key, without its children. */
export function describeKey(path: string, schema: JsonSchema, facts: KeyFacts = {}): SchemaRow {
  const { isOptional = false, remark = '' } = facts;
  const type = describeSchemaType(schema, path);
  const rule = describeSchemaRule(schema, path);
  return [formatCode(path), type, joinRules([isOptional ? 'may be absent' : '', rule, remark])];
}

/** The rows of an object's properties, without one for the object; `prefix` goes before their keys. */
export function describeProperties(schema: JsonSchema, prefix = ''): readonly SchemaRow[] {
  return Object.entries(readProperties(schema)).flatMap(([key, property]) =>
    describeSchemaRows(`${prefix}${key}`, property, { isOptional: !isRequired(schema, key) }),
  );
}

/** The schemas of an object's properties by their keys; none for a schema without them. */
export function readProperties(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** Whether an object that fits the schema always has the key. */
export function isRequired(schema: JsonSchema, key: string): boolean {
  return Array.isArray(schema.required) && schema.required.includes(key);
}
