import { beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { listResolverClasses } from '../../src/graphql/create-resolvers.ts';
import { createDocumentReader } from '../../src/graphql/documents.ts';
import { buildSchemaOf } from '../../src/graphql/schema.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchemaOf(listResolverClasses());
});

/** Reads a document as both transports do; returns it with the messages of its errors. */
function createRead() {
  const reader = createDocumentReader(schema);
  return (query: string, variables: Record<string, unknown> = {}, operationName?: string) => {
    const reading = reader.read(query);
    if ('errors' in reading) return { errors: reading.errors.map(({ message }) => message) };
    const { document } = reading;
    const error = reader.findOperationError(document, { variables, operationName });
    return { document, errors: error ? [error.message] : [] };
  };
}

/** Valid texts that differ. */
const query = (n: number) => `{ webhooks(first: ${n}) { nodes { id } } }`;

describe('documents', () => {
  test('are parsed once for each valid text', () => {
    const read = createRead();
    const first = read(query(1));
    expect(first.errors).toEqual([]);
    expect(read(query(1)).document).toBe(first.document);
    expect(read(query(2)).document).not.toBe(first.document);
  });

  test('are refused again each time when they are invalid', () => {
    const read = createRead();
    const [first, second] = [read('{ nothing }'), read('{ nothing }')];
    expect(first.errors).toHaveLength(1);
    expect(second.errors).toEqual(first.errors);
  });

  test('are kept up to a bounded length of their texts, and only short ones', () => {
    const read = createRead();
    const { document } = read(query(1));
    const filling = ' '.repeat(8_000);
    for (let n = 2; n <= 15; n += 1) read(query(n) + filling);
    expect(read(query(1)).document).toBe(document);
    for (let n = 2; n <= 20; n += 1) read(query(n) + filling);
    expect(read(query(1)).document).not.toBe(document);

    const long = query(1) + ' '.repeat(10_000);
    expect(read(long).document).not.toBe(read(long).document);
  });
});

describe('the cost of a document that was read before', () => {
  const pages = `query ($first: Int = 1) {
    webhooks(first: 100) { nodes { deliveries(first: $first) { nodes { id } } } }
  }`;

  test.each(['first', 'last'])('is that of the page sizes (%s) of this call', (name) => {
    const read = createRead();
    const text = pages.replaceAll('first', name);
    const tooLarge = [expect.stringContaining('must not cost more')];
    expect(read(text, { [name]: 2 }).errors).toEqual([]);
    expect(read(text, { [name]: 100 }).errors).toEqual(tooLarge);
    expect(read(text, { [name]: 2 }).errors).toEqual([]);
    const both = pages
      .replace('first: $first', 'first: 1, last: $last')
      .replace('$first:', '$last:');
    expect(read(both, { last: 100 }).errors).toEqual(tooLarge);
  });

  test('counts the default of the variable when it is left out, and of the field when it is null', () => {
    const read = createRead();
    const deep = pages.replace('first: $first', 'first: $first, filter: {}');
    const wide = deep.replace(
      '{ id }',
      '{ id event { id } webhook { id name url } attempts { url } }',
    );
    expect(read(wide).errors).toEqual([]);
    expect(read(wide, { first: null }).errors).toHaveLength(1);
    expect(read(wide).errors).toEqual([]);
  });

  test('counts the default of its own operation, not of another with the same variable', () => {
    const read = createRead();
    const both = `${pages.replace('query (', 'query Small (')} ${pages.replace('query (', 'query Large (').replace('= 1', '= 100')}`;
    for (const text of [
      both,
      `${both} query Last($first: Int = 1) { webhooks(first: $first) { nodes { id } } }`,
    ]) {
      expect(read(text, {}, 'Small').errors).toEqual([]);
      expect(read(text, {}, 'Large').errors).toEqual([
        expect.stringContaining('must not cost more'),
      ]);
    }
  });
});
