import { GraphQLError, OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import { UserError } from '../errors.ts';

/** Added to the description of each field that `nullInMutations` guards. */
export const invalidInMutations =
  'In the result of a mutation it is also null if its arguments are invalid.';

/**
 * Resolves a field with arguments. In a mutation, invalid arguments give null instead of an error: with an error, many
 * clients would lose the secret that the mutation shows only once.
 */
export async function nullInMutations<Value>(
  { operation }: GraphQLResolveInfo,
  resolve: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await resolve();
  } catch (error) {
    const isArguments = error instanceof UserError || error instanceof GraphQLError;
    if (isArguments && operation.operation === OperationTypeNode.MUTATION) return null;
    throw error;
  }
}
