import type { JsonSchema } from './event-type-definition.ts';
import { inventoryLimits } from './inventory-limits.ts';

/** Schema of `data`: a closed object that names its dialect. Most validators support draft-07 by default. */
export function describeData(properties: Record<string, JsonSchema>): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...describeObject(properties) };
}

/**
 * An object with all of `properties` and no others. The schemas check producers, and a closed object turns
 * a mistyped key into a clear error instead of silently losing data.
 */
export function describeObject(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** An object with at least one of `properties`: the previous values of the changed fields. */
export function describePrevious(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    description: 'the previous values of only the changed fields',
    properties,
    minProperties: 1,
    additionalProperties: false,
  };
}

/** A TypeID with this prefix: a UUIDv7 as 26 characters of Crockford's base 32, in lower case. */
export function describeId(prefix: string, noun: string): JsonSchema {
  return {
    type: 'string',
    description: `the id of ${noun}: ${prefix}_ and 26 characters`,
    pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
  };
}

/** Text of 1 to `lengthMax` characters. */
export function describeText(lengthMax: number): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: lengthMax };
}

/** Also allows null, for an unknown value. */
export function allowNull(schema: JsonSchema): JsonSchema {
  return { ...schema, type: [schema.type, 'null'] };
}

/** A whole number from `minimum` to the largest 32-bit integer. */
export function describeInteger(minimum: number): JsonSchema {
  return { type: 'integer', minimum, maximum: inventoryLimits.integerMax };
}

/** An instant of RFC 3339, restricted to UTC and capital T and Z; fractions of a second are optional. */
export const instant: JsonSchema = {
  type: 'string',
  description:
    'an RFC 3339 instant in UTC, with or without a fraction, such as 2025-01-15T10:30:00.250Z',
  format: 'date-time',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,9})?Z$',
};

/** Fields of every object of the inventory. */
export const bookkeeping = {
  version: { ...describeInteger(1), description: 'increases with each change of the object' },
  createdAt: instant,
  updatedAt: instant,
};
