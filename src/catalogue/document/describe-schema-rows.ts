import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode } from '../../kernel/format-markdown.ts';
import { describeSchemaRule, describeSchemaType, joinRules } from './describe-schema-rule.ts';

/** The cells of a table row in Markdown: key, type, rule. */
export type SchemaRow = readonly [key: string, type: string, rule: string];

/** Facts about a key that are not in its schema. */
interface KeyFacts {
  /** Whether the key may be absent. */
  isOptional?: boolean;
  /** An additional rule in Markdown, shown last. */
  remark?: string;
}

/**
 * Describes a key and everything inside it: its own row, then those of its children, whose keys are
 * `parent.child`, or `parent[]` for the entries of a list.
 *
 * @throws Error with the path of the key, for a construct that cannot be described
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

/** Describes one key without its children. */
export function describeKey(path: string, schema: JsonSchema, facts: KeyFacts = {}): SchemaRow {
  const { isOptional = false, remark = '' } = facts;
  const type = describeSchemaType(schema, path);
  const rule = describeSchemaRule(schema, path);
  return [formatCode(path), type, joinRules([isOptional ? 'may be absent' : '', rule, remark])];
}

/** Describes the properties of an object, without a row for the object; `prefix` precedes their keys. */
export function describeProperties(schema: JsonSchema, prefix = ''): readonly SchemaRow[] {
  return Object.entries(readProperties(schema)).flatMap(([key, property]) =>
    describeSchemaRows(`${prefix}${key}`, property, { isOptional: !isRequired(schema, key) }),
  );
}

/** Returns the schemas of an object's properties by key; empty for a schema without properties. */
export function readProperties(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** Whether a valid object always has the key. */
export function isRequired(schema: JsonSchema, key: string): boolean {
  return Array.isArray(schema.required) && schema.required.includes(key);
}
