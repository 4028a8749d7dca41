import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { Authorized, Mutation, Query, Resolver, Subscription } from 'type-graphql';
import { buildGraphqlSchema } from '../../src/graphql/index.ts';
import { createProbeResolvers } from './probe.resolver.ts';
import { Streams } from './streams.ts';

@Resolver()
class OpenResolver {
  @Authorized()
  @Query(() => String)
  closed(): string {
    return 'closed';
  }

  @Query(() => String)
  openQuery(): string {
    return 'open';
  }

  @Mutation(() => String)
  openMutation(): string {
    return 'open';
  }

  @Subscription(() => String, { subscribe: () => new Streams().stream(() => 'end') })
  openSubscription(): string {
    return 'open';
  }
}

describe('the schema', () => {
  test('is not built when a field lacks @Authorized, and the error names every such field', async () => {
    await expect(buildGraphqlSchema({ resolvers: [new OpenResolver()] })).rejects.toThrow(
      'Without @Authorized: openQuery, openMutation, openSubscription.',
    );
  });

  test('is sorted, with instants as DateTime', async () => {
    const schema = await buildGraphqlSchema({ resolvers: createProbeResolvers(new Streams()) });
    expect(printSchema(schema)).toBe(printSchema(lexicographicSortSchema(schema)));
    expect(printSchema(schema)).toContain('at: DateTime!');
  });
});
