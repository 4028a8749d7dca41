import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, getNamedType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLSchema } from 'graphql';

/** `schema.graphql` as it is committed. */
export const committedText = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** The contract. That a node serves exactly this is a test of its own. */
export const contract: GraphQLSchema = buildSchema(committedText);

/** A field that an operation can begin with. */
export interface RootField {
  /** `Query.webhook` */
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** All fields that an operation can begin with. */
export function listRootFields(): RootField[] {
  const roots = [
    contract.getQueryType(),
    contract.getMutationType(),
    contract.getSubscriptionType(),
  ].flatMap((type) => type ?? []);
  return roots.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })),
  );
}

/** Where a caller can name something by its id: `Query.webhook(id)`, `Mutation.sendTest(input.webhookId)`. */
export function listIdPlaces(): string[] {
  return listRootFields().flatMap(({ name, field }) =>
    field.args.flatMap((argument) => listIdPaths(argument)).map((path) => `${name}(${path})`),
  );
}

function listIdPaths(input: GraphQLArgument | GraphQLInputField): string[] {
  const type = getNamedType(input.type);
  if (type.name === 'ID') return [input.name];
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields())
    .flatMap((field) => listIdPaths(field))
    .map((path) => `${input.name}.${path}`);
}
