import { isDeepStrictEqual } from 'node:util';
import { readProperties } from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';

/**
 * The schema that describes an object wherever it appears: events may narrow the values of an enum,
 * and here each field has all the values that any of them allows.
 *
 * @param name what the error calls the object
 * @throws Error when two schemas differ in anything but the values of an enum
 */
export function mergeObjectSchemas(name: string, schemas: readonly JsonSchema[]): JsonSchema {
  const [first = {}] = schemas;
  const properties = Object.fromEntries(
    Object.keys(readProperties(first)).map((key) => [
      key,
      mergeEnums(schemas.map((schema) => readProperties(schema)[key] ?? {})),
    ]),
  );
  const merged = { ...first, properties };
  for (const schema of schemas) {
    if (!isDeepStrictEqual(widen(schema, properties), merged)) {
      throw new Error(
        `Events differ in more than an enum of ${name}: it cannot be described once.`,
      );
    }
  }
  return merged;
}

/** The first schema with the values of all; the longest enum goes first, for its order says most. */
function mergeEnums(schemas: readonly JsonSchema[]): JsonSchema {
  const [first = {}] = schemas;
  const enums = schemas.map((schema) => schema.enum).filter((values) => Array.isArray(values));
  if (enums.length < schemas.length) return first;
  const sorted = enums.toSorted((one, other) => other.length - one.length);
  return { ...first, enum: [...new Set(sorted.flat())] };
}

/** The schema as it would be if its own enums had all the values. */
function widen(schema: JsonSchema, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const widened = Object.entries(readProperties(schema)).map(([key, property]) => [
    key,
    property.enum === undefined ? property : { ...property, enum: properties[key]?.enum },
  ]);
  return { ...schema, properties: Object.fromEntries(widened) as JsonSchema };
}
