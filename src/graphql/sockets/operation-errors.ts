import { GraphQLError } from 'graphql';

/** Refuses an operation of a socket that has too many. */
export function refuseOperation(operationsMax: number): GraphQLError {
  return new GraphQLError(`A socket may have at most ${operationsMax} operations at a time.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** Refuses a persisted query in the words that Apollo has over HTTP. */
export function refusePersisted(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
  });
}

/** Ends an operation that its client has cancelled. Never sent. No error of ours, so it has a code. */
export function endCancelled(): GraphQLError {
  return new GraphQLError('The client has cancelled the operation.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}
