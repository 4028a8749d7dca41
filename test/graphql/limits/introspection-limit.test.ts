import { beforeAll, expect, test } from '@jest/globals';
import {
  execute,
  getIntrospectionQuery,
  Kind,
  parse,
  print,
  visit,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { listResolverClasses } from '../../../src/graphql/create-resolvers.ts';
import { createDocumentReader, type DocumentReader } from '../../../src/graphql/documents.ts';
import { buildSchemaOf } from '../../../src/graphql/schema.ts';

const refusal =
  'An introspection must not read more than 2 times as much as the standard introspection query.';
const standard = getIntrospectionQuery({
  ...{ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true },
  ...{ schemaDescription: true, inputValueDeprecation: true, oneOf: true },
});
const list = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');

let schema: GraphQLSchema;
let reader: DocumentReader;
beforeAll(async () => {
  schema = await buildSchemaOf(listResolverClasses());
  reader = createDocumentReader(schema);
});

/** The message of the first error of an operation, or the characters of its answer. */
async function ask(query: string, variables: Record<string, unknown> = {}, operationName?: string) {
  const reading = reader.read(query);
  if ('errors' in reading) return reading.errors[0]!.message;
  const { document } = reading;
  const error = reader.findOperationError(document, { variables, operationName });
  if (error) return error.message;
  const result = await execute({ schema, document, variableValues: variables, operationName });
  return JSON.stringify(result).length;
}

/** The standard query with its root field under so many names. */
function repeatStandard(count: number): string {
  const repeat = (field: FieldNode) =>
    Array.from({ length: count }, (_, n) => ({
      ...field,
      alias: { kind: Kind.NAME, value: `s${n}` },
    }));
  return print(
    visit(parse(standard), {
      OperationDefinition: ({ selectionSet, ...rest }) => ({
        ...rest,
        selectionSet: {
          ...selectionSet,
          selections: repeat(selectionSet.selections[0] as FieldNode),
        },
      }),
    }),
  );
}

/** Adds `__typename` to each object, as some clients do. */
function addTypeNames(query: string): string {
  const name: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
  return print(
    visit(parse(query), {
      SelectionSet: ({ selections, ...rest }) => ({ ...rest, selections: [name, ...selections] }),
    }),
  );
}

test.each([
  ['as graphql-js writes it', getIntrospectionQuery()],
  ['with all its options', standard],
  ['with 14 levels of types', getIntrospectionQuery({ typeDepth: 14 })],
  ['with the name of each type, as Apollo Client asks', addTypeNames(standard)],
  ['under two names', repeatStandard(2)],
])('the standard introspection query is answered %s', async (_kind, query) => {
  expect(await ask(query)).toBeGreaterThan(100_000);
});

test('three standard introspection queries in one are refused', async () => {
  expect(await ask(repeatStandard(3))).toBe(refusal);
});

test.each([
  ['one type by a variable', 'query ($name: String!) { __type(name: $name) { fields { name } } }'],
  ['a type that is not there', '{ __type(name: "Nothing") { fields { name } } }'],
  [
    'a type by a variable without a value',
    'query ($none: String = "Query") { __type(name: $none) { fields { name } } }',
  ],
  ['its own name under several names', '{ a: __typename b: __typename __typename }'],
  [
    'several types under names of their own',
    `{ ${list(10, (n) => `t${n}: __type(name: "Webhook") { name a: fields { name b: type { name } } }`)} }`,
  ],
  [
    'all types with their fields',
    '{ __schema { types { name fields { name args { name } type { name ofType { name } } } } } }',
  ],
])('there is room for %s', async (_kind, query) => {
  expect(await ask(query, { name: 'Webhook', none: null })).toEqual(expect.any(Number));
});

test('only the operation that is asked for counts', async () => {
  const query = `query Small { __typename } ${repeatStandard(3)}`;
  expect(await ask(query, {}, 'Small')).toEqual(expect.any(Number));
  expect(await ask(query, {}, 'IntrospectionQuery')).toBe(refusal);
});

/** Writes queries that grow with a number. */
const growing: Readonly<Record<string, (n: number) => string>> = {
  roots: (n) => `{ ${list(n, (m) => `a${m}: __schema { types { fields { isDeprecated } } }`)} }`,
  'aliases on several levels': (n) =>
    `{ __schema { ${list(n, (m) => `a${m}: types { ${list(n, (k) => `b${k}: fields { type { fields { name } } }`)} }`)} } }`,
  fragments: (n) =>
    `{ __schema { types { ...A } } } fragment A on __Type { ${list(n, (m) => `a${m}: fields { ...B }`)} } fragment B on __Field { type { ...C } } fragment C on __Type { fields { name } }`,
  'inline fragments': (n) =>
    `{ __schema { types { ${list(n, (m) => `... on __Type { a${m}: fields { type { fields { name } } } }`)} } } }`,
  'names of 100 characters': (n) =>
    `{ __schema { types { fields { type { fields { ${list(n, (m) => `${'a'.repeat(98)}${10 + m}: name`)} } } } } } }`,
  descriptions: (n) =>
    `{ __schema { types { fields { ${list(n, (m) => `a${m}: type { description fields { description } }`)} } } } }`,
  'one type by its name': (n) =>
    `{ ${list(n, (m) => `a${m}: __type(name: "Delivery") { ...A }`)} } fragment A on __Type { fields { type { ...B ofType { ...B } } } } fragment B on __Type { fields { type { name kind description enumValues { name description } ofType { name kind description } } } }`,
};

test.each(Object.entries(growing))(
  'a query is refused before its answer is four times the standard one, whatever multiplies: %s',
  async (_kind, write) => {
    const most = 4 * Number(await ask(standard));
    const answers: unknown[] = [];
    for (let n = 1; answers.at(-1) !== refusal && n <= 30; n += 1)
      answers.push(await ask(write(n)));
    const sizes = answers.slice(0, -1).map(Number);
    expect(answers.at(-1)).toBe(refusal);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(most);
  },
);
