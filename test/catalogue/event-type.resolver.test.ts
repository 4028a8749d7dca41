import { describe, expect, test } from '@jest/globals';
import { graphql, isObjectType, type ExecutionResult } from 'graphql';
import { buildSchema, type ResolverData } from 'type-graphql';
import { EventTypeResolver } from '../../src/catalogue/event-type.resolver.ts';
import { listEventTypes } from '../../src/catalogue/index.ts';

const schema = await buildSchema({
  resolvers: [EventTypeResolver],
  validate: false,
  authChecker: ({ context }: ResolverData<{ hasToken: boolean }>, roles) =>
    roles.length === 0 && context.hasToken,
});

function queryEventTypes(hasToken: boolean): Promise<ExecutionResult> {
  const source = '{ eventTypes { name description schema sample } }';
  return graphql({ schema, source, contextValue: { hasToken } });
}

describe('the query eventTypes', () => {
  test('returns the whole catalogue for any valid token', async () => {
    const { data, errors } = await queryEventTypes(true);
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual({ eventTypes: listEventTypes() });
  });

  test('returns nothing without a token', async () => {
    const { data, errors } = await queryEventTypes(false);
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });

  test('has a list and fields that are never null, and JSON for schema and sample', () => {
    expect(String(schema.getQueryType()?.getFields().eventTypes?.type)).toBe('[EventType!]!');
    const eventType = schema.getType('EventType');
    const fields = isObjectType(eventType) ? eventType.getFields() : {};
    const types = Object.entries(fields).map(([name, field]) => [name, String(field.type)]);
    expect(Object.fromEntries(types)).toEqual({
      name: 'String!',
      description: 'String!',
      schema: 'JSON!',
      sample: 'JSON!',
    });
  });
});
