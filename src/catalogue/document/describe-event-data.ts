import { isDeepStrictEqual } from 'node:util';
import {
  describeSchemaRows,
  isRequired,
  readProperties,
  type SchemaRow,
} from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode } from './format-markdown.ts';

/** The object that every event of a noun carries, under the noun as its key in `data`. */
export interface NounObject {
  noun: string;
  /** What holds for the object in each of these events. */
  schema: JsonSchema;
}

/**
 * The rows for the keys of `data`. What stands in the table of the noun is not told again: of the
 * object there are only the fields that this event narrows, and of another object (`previous`) the
 * fields that are like those of the noun's are only named.
 *
 * @throws Error for a construct without words
 */
export function describeEventData(schema: JsonSchema, object: NounObject): readonly SchemaRow[] {
  const known = readProperties(object.schema);
  return Object.entries(readProperties(schema)).flatMap(([key, property]) => {
    const isNoun = key === object.noun;
    const [told, untold] = splitProperties(
      property,
      (name, own) => isDeepStrictEqual(own, known[name]) && (isNoun || !isRequired(property, name)),
    );
    return describeSchemaRows(
      key,
      { ...property, properties: untold },
      {
        isOptional: !isRequired(schema, key),
        remark: isNoun ? `the [${key}](#${key}), whole` : nameTold(Object.keys(told), object.noun),
      },
    );
  });
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** The properties that are told elsewhere, and the others. */
function splitProperties(
  schema: JsonSchema,
  isTold: (key: string, property: JsonSchema) => boolean,
): readonly [Properties, Properties] {
  const { told = [], untold = [] } = Object.groupBy(
    Object.entries(readProperties(schema)),
    ([key, property]) => (isTold(key, property) ? 'told' : 'untold'),
  );
  return [Object.fromEntries(told), Object.fromEntries(untold)];
}

function nameTold(keys: readonly string[], noun: string): string {
  if (keys.length === 0) return '';
  return `has any of ${keys.map(formatCode).join(', ')}, each as in the [${noun}](#${noun})`;
}
