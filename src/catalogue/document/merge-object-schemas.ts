import { isDeepStrictEqual } from 'node:util';
import { readProperties } from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';

/**
 * Merges the schemas of an object from several events. Events may narrow the values of an enum; the merged
 * schema allows every value that any event allows.
 *
 * @param name name of the object in error messages
 * @throws Error if two schemas differ in anything but the values of an enum
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
        `The schemas of ${name} differ between events in more than the values of an enum.`,
      );
    }
  }
  return merged;
}

/** Returns the first schema with the values of all enums, in the order of the longest one. */
function mergeEnums(schemas: readonly JsonSchema[]): JsonSchema {
  const [first = {}] = schemas;
  const enums = schemas.map((schema) => schema.enum).filter((values) => Array.isArray(values));
  if (enums.length < schemas.length) return first;
  const sorted = enums.toSorted((one, other) => other.length - one.length);
  return { ...first, enum: [...new Set(sorted.flat())] };
}

/** Returns the schema with the merged values in each of its enums. */
function widen(schema: JsonSchema, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const widened = Object.entries(readProperties(schema)).map(([key, property]) => [
    key,
    property.enum === undefined ? property : { ...property, enum: properties[key]?.enum },
  ]);
  return { ...schema, properties: Object.fromEntries(widened) as JsonSchema };
}
