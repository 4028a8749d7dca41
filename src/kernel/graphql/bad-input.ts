import { GraphQLError } from 'graphql';

/** The top-level error of a malformed request, for errors outside the fields of an input. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
