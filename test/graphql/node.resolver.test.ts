import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import type { EntityManager } from '../../src/db/index.ts';
import { buildGraphqlSchema } from '../../src/graphql/index.ts';
import { NodeResolver } from '../../src/graphql/node.resolver.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { NodeType } from '../../src/kernel/graphql/index.ts';
import type { GraphContext, NodeFinder, Scope } from '../../src/workspaces/index.ts';

@ObjectType('Gadget', { implements: NodeType })
class GadgetType extends NodeType {
  @Field(() => String)
  label!: string;
}

const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';
const gadgetId = encodeId(IdPrefix.item, uuid);

const gadgetFinder: NodeFinder = {
  prefix: IdPrefix.item,
  scope: 'inventory:read',
  find: async ({ viewer }, id) =>
    viewer.workspaceId === 'acme' && id === uuid
      ? Object.assign(new GadgetType(), { id: gadgetId, label: 'found' })
      : null,
};

const schema = await buildGraphqlSchema({
  resolvers: [new NodeResolver({ finders: [gadgetFinder] })],
});

async function ask(id: string, workspaceId = 'acme', scopes: Scope[] = ['inventory:read']) {
  const contextValue: GraphContext = {
    em: {} as EntityManager,
    requestId: 'r',
    viewer: {
      workspaceId,
      hasWorkspace: true,
      scopes: new Set(scopes),
      expiresAt: new Date(Date.now() + 60_000),
    },
  };
  const source = 'query ($id: ID!) { node(id: $id) { __typename id ... on Gadget { label } } }';
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues: { id } });
  return { node: data?.node ?? null, errors: errors?.map(({ message }) => message) };
}

describe('node(id:)', () => {
  test('finds an object and its type by its id', async () => {
    const { node } = await ask(gadgetId);
    expect(node).toEqual({ __typename: 'Gadget', id: gadgetId, label: 'found' });
  });

  test.each([
    ['nothing', ''],
    ['no TypeID', 'whatever'],
    ['a prefix without a finder', encodeId(IdPrefix.rent, uuid)],
    ['an unknown prefix', gadgetId.replace('itm', 'foo')],
    ['a damaged suffix', `${gadgetId}x`],
    ['a bare UUID', uuid],
    ['what does not exist', encodeId(IdPrefix.item, '01890a5d-ac96-774b-bcce-b302099a8058')],
  ])('is null for %s', async (_kind, id) => {
    expect(await ask(id)).toEqual({ node: null, errors: undefined });
  });

  test('is null for what belongs to another workspace', async () => {
    expect(await ask(gadgetId, 'other')).toEqual({ node: null, errors: undefined });
  });

  test('is forbidden without the scope that the object needs', async () => {
    const { node, errors } = await ask(gadgetId, 'acme', ['webhooks:read']);
    expect(node).toBeNull();
    expect(errors).toEqual(['The token lacks the scope inventory:read.']);
  });
});
