import 'reflect-metadata';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema, getMetadataStorage, type NonEmptyArray, type PubSub } from 'type-graphql';
import { createAuthChecker } from '../workspaces/index.ts';
import { describeOperations } from './describe-operations.ts';

/** A resolver class with any constructor. */
export type ResolverClass = abstract new (...dependencies: never[]) => object;

/** The sorted schema of the given resolvers. @throws Error for a root field without @Authorized. */
export async function buildGraphqlSchema(options: {
  resolvers: readonly object[];
}): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>();
  for (const instance of options.resolvers) instances.set(instance.constructor, instance);
  const classes = options.resolvers.map((instance) => instance.constructor);
  return buildSchemaOf(classes as unknown as ResolverClass[], (resolver) => {
    const instance = instances.get(resolver);
    if (!instance) throw new Error(`No instance of ${String(resolver)} was given.`);
    return instance;
  });
}

/**
 * The same schema from the classes alone, for printing and validation. `find` returns the instance when a field
 * is resolved.
 */
export async function buildSchemaOf(
  classes: readonly ResolverClass[],
  find: (resolver: unknown) => object = refuseToResolve,
): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [...classes] as unknown as NonEmptyArray<ResolverClass>,
    validate: false,
    authChecker: createAuthChecker(),
    container: { get: find },
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    pubSub: noPubSub,
  });
  checkEveryFieldIsAuthorized(classes);
  const sorted = lexicographicSortSchema(schema);
  describeOperations(sorted, classes);
  return sorted;
}

/** type-graphql requires one to build subscriptions. Ours have their own source and never use it. */
const noPubSub: PubSub = {
  publish: refuseToResolve,
  subscribe: refuseToResolve,
};

function refuseToResolve(): never {
  throw new Error('This schema has no resolvers.');
}

function checkEveryFieldIsAuthorized(classes: readonly ResolverClass[]): void {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const open = [...queries, ...mutations, ...subscriptions]
    .filter((field) => (classes as readonly unknown[]).includes(field.target))
    .filter((field) => field.roles === undefined)
    .map((field) => field.schemaName);
  if (open.length > 0) throw new Error(`Without @Authorized: ${open.join(', ')}.`);
}
