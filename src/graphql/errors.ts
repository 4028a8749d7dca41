import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError, AuthenticationError, AuthorizationError } from 'type-graphql';
import { isTransientError } from '../db/index.ts';
import {
  AccessError,
  UnavailableError,
  UserError,
  type ErrorLog,
  type UserErrorCode,
} from '../kernel/index.ts';
import {
  describeInputError,
  describeOperationError,
  describeSyntaxError,
  hideSuggestion,
} from './input-error.ts';
import { LimitError } from './limits/document-limits.ts';
import { RefusedError } from './admission/refusals.ts';
import type { RequestErrorCode } from './request-errors.ts';

/** Turns any error of a request into one that its caller may see. */
export type FormatError = (error: unknown, requestId: string) => GraphQLFormattedError;

const temporaryMessage = 'The service is temporarily unavailable. Try again in a few seconds.';

/**
 * Bounds of what an invalid operation is told: a name in a text may be as long as the text, a circle of fragments has many
 * places, and many variables may be missing. Then answers are below 2 KiB.
 */
const messageLengthMax = 200;
const locationsMax = 2;
const requestErrorsMax = 5;

interface Answer {
  code: RequestErrorCode | UserErrorCode;
  message: string;
}

/**
 * An error that the caller can fix or may see keeps its code, and its message repeats no value that was
 * sent. Every other error is masked as INTERNAL_SERVER_ERROR with the request's id and logged once per request,
 * without the request's variables. `isRetryable` marks temporary errors, such as an unreachable database.
 */
export function createErrorFormatter(errorLog: ErrorLog): FormatError {
  const lastLogged = new WeakMap<Error, string>();
  return (thrown, requestId) => {
    const error = toGraphQLError(thrown);
    const answer = decideAnswer(error);
    const place = readPlace(error);
    if (answer) {
      return { message: cut(answer.message), ...place, extensions: { code: answer.code } };
    }
    const cause = findCause(error);
    if (cause instanceof RefusedError) {
      return { message: cause.message, ...place, extensions: cause.extensions };
    }
    const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
    if (cause instanceof UnavailableError) {
      return { message: cause.message, ...place, extensions: { ...extensions, isRetryable: true } };
    }
    if (lastLogged.get(cause) !== requestId) {
      lastLogged.set(cause, requestId);
      const path = error.path?.join('.');
      errorLog.noteFailed(cause, 'A request failed.', { requestId, path });
    }
    return isTransientError(cause)
      ? { message: temporaryMessage, ...place, extensions: { ...extensions, isRetryable: true } }
      : { message: 'Internal error', ...place, extensions };
  };
}

/** The error itself, or a GraphQLError that wraps it. */
export function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Null for an error to be masked. */
function decideAnswer(error: GraphQLError): Answer | null {
  const cause = findCause(error);
  if (cause instanceof AccessError) return { code: cause.code, message: cause.message };
  // From a query, which has no `userErrors`.
  if (cause instanceof UserError) return cause.errors[0] ?? null;
  if (cause instanceof AuthenticationError) {
    return { code: 'UNAUTHENTICATED', message: 'A valid token is required.' };
  }
  if (cause instanceof AuthorizationError) {
    return { code: 'FORBIDDEN', message: 'The token does not allow this.' };
  }
  if (cause instanceof LimitError) {
    return { code: 'GRAPHQL_VALIDATION_FAILED', message: cause.message };
  }
  if (cause instanceof ArgumentValidationError) return badInput(cause.message);
  return isRequestError(error) ? decideRequestError(error) : decideFieldError(error, cause);
}

/** An error without a path was found before any field was resolved. */
function isRequestError(error: GraphQLError): boolean {
  return error.path === undefined;
}

function decideRequestError(error: GraphQLError): Answer | null {
  const { message, extensions } = error;
  switch (extensions.code) {
    case 'GRAPHQL_PARSE_FAILED':
      return { code: extensions.code, message: describeSyntaxError(message) };
    case 'GRAPHQL_VALIDATION_FAILED': {
      const safe =
        error.nodes !== undefined && (concernsVariableName(error) || !concernsValue(error));
      const shown = safe ? hideSuggestion(message) : describeInputError(message);
      return { code: extensions.code, message: shown };
    }
    case 'OPERATION_RESOLUTION_FAILURE':
      return { code: extensions.code, message: describeOperationError(message) };
    case 'BAD_REQUEST':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return { code: extensions.code, message };
    default:
      return isInputError(error) ? badInput(describeInputError(message)) : null;
  }
}

function decideFieldError(error: GraphQLError, cause: Error): Answer | null {
  if (concernsValue(error)) return badInput(describeInputError(error.message));
  const thrown = cause instanceof GraphQLError && cause.extensions.code === 'BAD_USER_INPUT';
  return thrown ? badInput(cause.message) : null;
}

function badInput(message: string): Answer {
  return { code: 'BAD_USER_INPUT', message };
}

/** An invalid variable, or an invalid value of a directive at the top level, which has no path. */
function isInputError(error: GraphQLError): boolean {
  return concernsVariable(error) || concernsValue(error);
}

function concernsVariable({ nodes, message }: GraphQLError): boolean {
  const [node] = nodes ?? [];
  return (
    node?.kind === Kind.VARIABLE_DEFINITION || message.startsWith('Too many errors processing')
  );
}

const valueKinds: ReadonlySet<string> = new Set([
  ...[Kind.INT, Kind.FLOAT, Kind.STRING, Kind.BOOLEAN, Kind.ENUM, Kind.NULL],
  ...[Kind.LIST, Kind.OBJECT, Kind.OBJECT_FIELD, Kind.VARIABLE],
]);

/** Such a message names a variable and types, and repeats no value. */
function concernsVariableName({ nodes }: GraphQLError): boolean {
  return nodes?.[0]?.kind === Kind.VARIABLE;
}

function concernsValue({ nodes }: GraphQLError): boolean {
  const [node] = nodes ?? [];
  return node !== undefined && valueKinds.has(node.kind);
}

function findCause(error: GraphQLError): Error {
  let cause: Error = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function readPlace(error: GraphQLError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  const { locations, path } = error.toJSON();
  return {
    ...(locations && { locations: locations.slice(0, locationsMax) }),
    ...(path && { path }),
  };
}

function cut(message: string): string {
  return message.length <= messageLengthMax ? message : `${message.slice(0, messageLengthMax)}…`;
}

/** Leaves the first errors of an operation that was not executed. */
export function boundErrors<Result extends { data?: unknown; errors?: readonly unknown[] }>(
  result: Result,
): Result {
  const { data, errors } = result;
  if (data !== undefined || !errors || errors.length <= requestErrorsMax) return result;
  return { ...result, errors: errors.slice(0, requestErrorsMax) };
}
