import type { JsonSchema } from './event-type-definition.ts';
import { inventoryLimits } from './limits.ts';

/** The whole of `data`: a closed object with a name for the dialect. Draft-07 is what most validators take as it is. */
export function describeData(properties: Record<string, JsonSchema>): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...describeObject(properties) };
}

/**
 * An object with all of `properties` and nothing else. Producers are the ones who are checked, so a
 * closed object turns a mistyped optional key into a clear error instead of silently lost data.
 */
export function describeObject(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** An object with at least one of `properties`: the values, before a change, of what changed. */
export function describePrevious(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    description: 'the previous values of what changed, and of nothing else',
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

/** A text of 1 to `lengthMax` characters. */
export function describeText(lengthMax: number): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: lengthMax };
}

/** The same, or null where nothing is known. */
export function allowNull(schema: JsonSchema): JsonSchema {
  return { ...schema, type: [schema.type, 'null'] };
}

/** A whole number from `minimum` to the greatest 32-bit integer. */
export function describeInteger(minimum: number): JsonSchema {
  return { type: 'integer', minimum, maximum: inventoryLimits.integerMax };
}

/** An instant: RFC 3339 narrowed to UTC with a capital T and Z; fractions of a second are optional. */
export const instant: JsonSchema = {
  type: 'string',
  description:
    'an instant of RFC 3339 in UTC, with or without a fraction, such as 2025-01-15T10:30:00.250Z',
  format: 'date-time',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,9})?Z$',
};

/** What every object of the inventory carries. */
export const bookkeeping = {
  version: { ...describeInteger(1), description: 'rises with each change of the object' },
  createdAt: instant,
  updatedAt: instant,
};
