/** A kind of top-level error, as `docs/api.md` explains it. */
export interface RequestError {
  /** The HTTP status of the response, for people; 200 when other fields of the operation may have data. */
  status: string;
  cause: string;
  advice: string;
}

/** Every code of a top-level error in the order of the document. There is no other list. */
export const requestErrors = {
  UNAUTHENTICATED: {
    status: '401',
    cause: 'There is no token, or it is wrong or has expired.',
    advice: 'Get a fresh token, and repeat the call once.',
  },
  FORBIDDEN: {
    status: '200, or 403 for an origin',
    cause:
      'The token lacks the scope, its workspace does not exist, or the origin of the page is not allowed.',
    advice: 'Hide what `viewer.scopes` does not allow. Do not repeat the call.',
  },
  BAD_USER_INPUT: {
    status: '400, or 200 at a field',
    cause:
      'A variable or an argument has the wrong type or is out of range, or a cursor is not valid here.',
    advice: 'Correct the client. For a cursor, load the list from its start.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: '400',
    cause: 'The query text is no GraphQL.',
    advice: 'Correct the client.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: '400',
    cause: 'The operation does not fit the schema, or is beyond a limit that the message names.',
    advice: 'Correct the client; ask for less at once.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: '400',
    cause: 'The document has no operation of this name, or several and no name was given.',
    advice: 'Correct `operationName`.',
  },
  BAD_REQUEST: {
    status: '400, 405, 406, 413 or 415',
    cause: 'The request is not as GraphQL over HTTP wants it, is too large, or is a subscription.',
    advice: 'Correct the client. Subscriptions go over WebSocket.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: '200',
    cause: 'The request has the extension `persistedQuery`, with or without a query text.',
    advice: 'Send the query text without it; Apollo Client does so by itself.',
  },
  NOT_FOUND: {
    status: '404, or in a subscription',
    cause:
      'The webhook or recovery of a subscription does not exist; over HTTP, the path is wrong.',
    advice: 'Remove the object from the page.',
  },
  RATE_LIMITED: {
    status: '429',
    cause:
      'A workspace or token has too many calls in flight, or a subscription too many beside it.',
    advice: 'Repeat the call, a mutation too, after `retryAfterSeconds`. Nothing of it was done.',
  },
  SERVICE_UNAVAILABLE: {
    status: '503',
    cause: 'The node has more work than it can do.',
    advice: 'Repeat the call, a mutation too, after `retryAfterSeconds`. Nothing of it was done.',
  },
  INTERNAL_SERVER_ERROR: {
    status: '500, or 503 with `isRetryable`',
    cause:
      'An error of ours. With `isRetryable: true` it is temporary, such as a database that restarts.',
    advice:
      'Repeat a query if it is retryable. Before you repeat a mutation, look whether it took effect. Report the `requestId`.',
  },
} as const satisfies Record<string, RequestError>;

export type RequestErrorCode = keyof typeof requestErrors;
