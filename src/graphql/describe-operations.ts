import { getNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

const rootDescriptions = {
  Query:
    'Reads, of which one operation may have several. None has a side effect, so each may be sent over GET and repeated.',
  Mutation:
    'Changes, made one after the other in the order of the operation, each complete before the next begins. Send them over HTTP: clients repeat what a broken WebSocket did not answer.',
  Subscription:
    'Streams over graphql-transport-ws, at the same address. An operation has exactly one.',
} as const;

type RootName = keyof typeof rootDescriptions;

/**
 * Adds to the schema what the decorators of its root fields know: the scope that a token needs, the codes of
 * `userErrors`, and the meaning of a mutation's `input`, which is that of its type.
 */
export function describeOperations(schema: GraphQLSchema, classes: readonly unknown[]): void {
  for (const type of listRoots(schema)) {
    const name = type.name as RootName;
    type.description = rootDescriptions[name];
    for (const field of Object.values(type.getFields())) {
      const facts = [describeScope(findRoles(name, field.name, classes))];
      const codes = field.extensions.userErrorCodes as readonly string[] | undefined;
      if (codes) facts.push(`Errors: ${codes.join(', ')}.`);
      field.description = [field.description, ...facts].filter(Boolean).join(' ');
      const input = field.args.find((argument) => argument.name === 'input');
      if (input) input.description ??= getNamedType(input.type).description;
    }
  }
}

function listRoots(schema: GraphQLSchema): GraphQLObjectType[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type != null,
  );
}

/** Reads them from where type-graphql itself takes them for its check. */
function findRoles(root: RootName, field: string, classes: readonly unknown[]): readonly string[] {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const fields = { Query: queries, Mutation: mutations, Subscription: subscriptions }[root];
  const found = fields.find((it) => it.schemaName === field && classes.includes(it.target));
  return (found?.roles ?? []) as readonly string[];
}

function describeScope(roles: readonly string[]): string {
  return `Scope: ${roles.length === 0 ? 'any but platform' : roles.join(' and ')}.`;
}
