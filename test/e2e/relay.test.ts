import { describe, expect, test } from '@jest/globals';
import { getNamedType, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { contract, listConnections, listObjectTypes } from './kit/contract-schema.ts';

// The rules that clients such as Relay build on, besides those of `contract.test.ts`: connections with their edges
// and arguments, mutations with one input and a payload. `tenancy.test.ts` asks `node(id:)` for each kind of object.

/** The fields of a type: `{ id: 'ID!' }`. */
function fieldsOf(name: string): Record<string, string> {
  const type = contract.getType(name) as GraphQLInterfaceType | GraphQLObjectType;
  const fields = Object.values(type.getFields());
  return Object.fromEntries(fields.map((field) => [field.name, String(field.type)]));
}

function typesNamed(end: RegExp): string[] {
  return Object.keys(contract.getTypeMap()).filter((name) => end.test(name));
}

/** Types with an id that is only a key for caches, or that the token names. */
const notFoundById = ['EventWebhook', 'Workspace'];

describe('the rules of Relay', () => {
  test('for objects: node finds each type with an id, by the id alone', () => {
    expect(fieldsOf('Node')).toEqual({ id: 'ID!' });
    const { node } = contract.getQueryType()!.getFields();
    expect(String(node!.type)).toBe('Node');
    expect(node!.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual(['id: ID!']);
    const withId = listObjectTypes().filter((type) => String(type.getFields().id?.type) === 'ID!');
    const nodes = contract.getPossibleTypes(contract.getType('Node') as GraphQLInterfaceType);
    const expected = [...nodes.map(({ name }) => name), ...notFoundById];
    expect(withId.map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  test('for pages: PageInfo has four fields, and cursors are there unless the page is empty', () => {
    expect(fieldsOf('PageInfo')).toEqual({
      hasNextPage: 'Boolean!',
      hasPreviousPage: 'Boolean!',
      startCursor: 'String',
      endCursor: 'String',
    });
  });

  test('for names: what is called a connection, an edge or a payload is one', () => {
    const connections = listConnections().map(({ field }) => getNamedType(field.type).name);
    expect(typesNamed(/Connection$/).sort()).toEqual([...new Set(connections)].sort());
    const edges = typesNamed(/Connection$/).map((name) => name.replace(/Connection$/, 'Edge'));
    expect(typesNamed(/Edge$/).sort()).toEqual(edges.sort());
    const mutations = Object.values(contract.getMutationType()!.getFields());
    const payloads = mutations.map(({ type }) => getNamedType(type).name);
    expect(typesNamed(/Payload$/).sort()).toEqual(payloads.sort());
  });
});
