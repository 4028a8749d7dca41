import { isDeepStrictEqual } from 'node:util';
import {
  describeSchemaRows,
  isRequired,
  readProperties,
  type SchemaRow,
} from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode } from '../../kernel/format-markdown.ts';

/** The object in every event of a noun; the noun is its key in `data`. */
export interface NounObject {
  noun: string;
  /** Schema that covers the object in all of these events. */
  schema: JsonSchema;
}

/**
 * Returns the rows for the keys of `data` without repeating the table of the noun: for the object itself
 * only the fields that this event narrows, and for other objects (`previous`) only the names of fields
 * that have the same schema as in the noun.
 *
 * @throws Error for a construct that cannot be described
 */
export function describeEventData(schema: JsonSchema, object: NounObject): readonly SchemaRow[] {
  const known = readProperties(object.schema);
  return Object.entries(readProperties(schema)).flatMap(([key, property]) => {
    const isNoun = key === object.noun;
    const [described, remaining] = splitProperties(
      property,
      (name, own) => isDeepStrictEqual(own, known[name]) && (isNoun || !isRequired(property, name)),
    );
    return describeSchemaRows(
      key,
      { ...property, properties: remaining },
      {
        isOptional: !isRequired(schema, key),
        remark: isNoun
          ? `the whole [${key}](#${key})`
          : nameDescribed(Object.keys(described), object.noun),
      },
    );
  });
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** Splits properties into those described elsewhere and the others. */
function splitProperties(
  schema: JsonSchema,
  isDescribed: (key: string, property: JsonSchema) => boolean,
): readonly [Properties, Properties] {
  const { described = [], remaining = [] } = Object.groupBy(
    Object.entries(readProperties(schema)),
    ([key, property]) => (isDescribed(key, property) ? 'described' : 'remaining'),
  );
  return [Object.fromEntries(described), Object.fromEntries(remaining)];
}

function nameDescribed(keys: readonly string[], noun: string): string {
  if (keys.length === 0) return '';
  return `contains any of ${keys.map(formatCode).join(', ')}, each as in the [${noun}](#${noun})`;
}
