import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { Arg, Authorized, Field, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { listResolverClasses } from '../../src/graphql/create-resolvers.ts';
import { listGaps } from '../../src/graphql/list-gaps.ts';
import { buildSchemaOf } from '../../src/graphql/schema.ts';
import { Fails } from '../../src/kernel/graphql/index.ts';

@InputType('GapInput', { description: 'The lock to open.' })
class GapInput {
  @Field(() => String, { description: 'A word.' })
  word!: string;
}

@Resolver()
class GapResolver {
  @Authorized('webhooks:read', 'inventory:read')
  @Query(() => String, { description: 'A greeting.' })
  greeting(): string {
    return 'hello';
  }

  @Authorized('webhooks:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => String, { description: 'Opens a lock.' })
  open(@Arg('input', () => GapInput) { word }: GapInput): string {
    return word;
  }
}

test('the schema of the product has a sentence for each of its parts', async () => {
  expect(listGaps(await buildSchemaOf(listResolverClasses()))).toEqual([]);
});

test('each kind of gap is found, with its place', () => {
  const gaps = listGaps(
    buildSchema(`
      "Reads." type Query { list(by: Order): [Int] "No full stop" one: Int }
      enum Order { "First." ASC DESC }
      "Settings." input Settings { name: String }
      scalar Stamp
      "Changes." type Mutation { "Sets." set(input: Settings): Int }
    `),
  );
  expect(gaps.sort()).toEqual([
    'Mutation.set has no @Fails with the codes of its userErrors.',
    'Mutation.set(input:) has no description.',
    'Order has no description.',
    'Order.DESC has no description.',
    'Query.list has no description.',
    'Query.list(by:) has no description.',
    'Settings.name has no description.',
    'Stamp has no description.',
    'The description of Query.one does not end with a full stop.',
  ]);
});

test('a root field says which scopes it needs and which errors it gives, as its decorators do', async () => {
  const schema = await buildSchemaOf([GapResolver]);
  expect(schema.getQueryType()?.getFields().greeting?.description).toBe(
    'A greeting. Scope: webhooks:read and inventory:read.',
  );
  const open = schema.getMutationType()?.getFields().open;
  expect(open?.description).toBe(
    'Opens a lock. Scope: webhooks:write. Errors: NOT_FOUND, CONFLICT.',
  );
  expect(open?.args[0]?.description).toBe('The lock to open.');
});
