import fc from 'fast-check';
import { listEventTypes } from '../../src/catalogue/index.ts';
import type { WebhookFilter } from '../../src/filters/index.ts';

type Schema = Readonly<Record<string, unknown>>;

/*
 * Few different values, so that the values of filters and events often meet: equal, a prefix, the same instant in another
 * form, the next larger fraction.
 */
const texts = [
  'a',
  'ab',
  'abc',
  'A',
  'é',
  '😀',
  '😀a',
  '"',
  '\\',
  '\\"',
  '$',
  "'",
  '\n',
  '] || true',
];
const seconds = ['2025-01-15T10:29:59', '2025-01-15T10:30:00', '2025-01-15T10:30:01'];
const fractions = [
  ...['', '.0', '.000000000', '.2', '.25', '.250', '.250000000', '.2500001', '.26', '.3'],
  ...['.000000001', '.09', '.9', '.99', '.990', '.991', '.999999999'],
];
const text = fc.constantFrom(...texts);
const instant = fc
  .tuple(fc.constantFrom(...seconds), fc.constantFrom(...fractions))
  .map((parts) => `${parts.join('')}Z`);
const plainNumber = fc.constantFrom(-1, 0, 1, 2, 2.5, 2_147_483_647);
const number = fc.oneof(plainNumber, fc.constantFrom(1e21, 1e-7));

/** Values as the schema describes them, except for their length and pattern. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const [type, ...others] = [schema.type].flat();
  if (others.length > 0) return fc.option(valuesOf({ ...schema, type }), { freq: 2 });
  if (type === 'object') return objectsOf(schema);
  if (type === 'array') return fc.array(valuesOf(schema.items as Schema), { maxLength: 2 });
  if (type === 'integer') return number.filter(Number.isInteger);
  if (schema.enum) return fc.constantFrom(...(schema.enum as string[]));
  return schema.format === 'date-time' ? instant : text;
}

function objectsOf({ properties, required }: Schema): fc.Arbitrary<unknown> {
  const values = Object.entries(properties as Record<string, Schema>).map(
    ([key, schema]) => [key, valuesOf(schema)] as const,
  );
  const model = Object.fromEntries(values);
  return required ? fc.record(model) : fc.record(model, { requiredKeys: [] });
}

/** Bodies of events of any type. */
export const bodies = fc.oneof(
  ...listEventTypes().map(({ name, schema }) =>
    fc.record({ event: fc.constant(name), data: objectsOf(schema), timestamp: instant }),
  ),
);

/** The values in the bodies of all event types that a filter may name: their paths and schemas. */
export const places: readonly { path: string; schema: Schema }[] = [
  { path: 'event', schema: { type: 'string', enum: listEventTypes().map(({ name }) => name) } },
  { path: 'timestamp', schema: { type: 'string', format: 'date-time' } },
  ...listEventTypes().flatMap(({ schema }) => listPlaces('data', schema)),
];

function listPlaces(path: string, schema: Schema): { path: string; schema: Schema }[] {
  if (schema.type === 'array') return [];
  if (schema.type !== 'object') return [{ path, schema }];
  return Object.entries(schema.properties as Record<string, Schema>).flatMap(([key, it]) =>
    listPlaces(`${path}.${key}`, it),
  );
}

function leavesOf({ path, schema }: (typeof places)[number]): fc.Arbitrary<WebhookFilter> {
  const isNumber = schema.type === 'integer';
  const own = isNumber ? plainNumber : valuesOf({ ...schema, type: [schema.type].flat()[0] });
  const value = own as fc.Arbitrary<string | number>;
  const isNullable = [schema.type].flat().includes('null');
  const listed = isNullable ? fc.option(value) : value;
  const ordered = (['gt', 'gte', 'lt', 'lte'] as const).map((operator) =>
    value.map((it) => ({ path, [operator]: it })),
  );
  return fc.oneof(
    value.map((eq) => ({ path, eq })),
    fc.array(listed, { minLength: 1, maxLength: 3 }).map((list) => ({ path, in: list })),
    fc.boolean().map((exists) => ({ path, exists })),
    ...(isNumber || schema.format === 'date-time'
      ? ordered
      : [value.map((it) => ({ path, prefix: String(it).slice(0, 2) }))]),
  );
}

const leaves = fc.oneof(...places.map(leavesOf));

/** Filters that may be saved for a webhook of all event types. */
export const filters = fc.letrec<{ filter: WebhookFilter }>((tie) => {
  const parts = fc.array(tie('filter'), { minLength: 1, maxLength: 3 });
  return {
    filter: fc.oneof(
      { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
      leaves,
      parts.map((all) => ({ all })),
      parts.map((any) => ({ any })),
      tie('filter').map((not) => ({ not })),
    ),
  };
}).filter;
