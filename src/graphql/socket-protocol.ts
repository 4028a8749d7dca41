import { randomUUID } from 'node:crypto';
import { getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type {
  ExecutionArgs,
  FormattedExecutionResult,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql';
import { makeServer } from 'graphql-ws';
import type { Context, ExecutionResult, Server, SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { AccessError, UnavailableError } from '../kernel/index.ts';
import { ExpiredTokenError } from '../workspaces/index.ts';
import type { Claims, GraphContext } from '../workspaces/index.ts';
import { createContext } from './contexts.ts';
import type { ContextParts } from './contexts.ts';
import { findDocumentFaults, parseDocument } from './documents.ts';
import { endSocket } from './end-socket.ts';
import { toGraphQLError } from './errors.ts';
import type { FormatError } from './errors.ts';
import { findOperation } from './metrics.ts';
import type { OperationMetrics } from './metrics.ts';
import { readAuthorization } from './socket-authorization.ts';
import { endAtExpiry, expiredCode, unauthorizedCode, unavailableCode } from './socket-life.ts';
import { subscribeAfresh } from './subscribe-afresh.ts';

/** What is known of one socket. */
export interface SocketExtra {
  socket: WebSocket;
  /** Set once the token was accepted; nothing can be asked before. */
  claims: Claims | null;
  /** Messages whose handling has not ended, the one at hand included. */
  underWayCount(): number;
}

export interface SocketProtocolOptions extends ContextParts {
  schema: GraphQLSchema;
  formatError: FormatError;
  operationsMax: number;
  operationMetrics: OperationMetrics;
}

type SocketContext = Context<ConnectionParams, SocketExtra>;
type ConnectionParams = Record<string, unknown> | undefined;

/** graphql-transport-ws with our token, limits and errors, for sockets of any kind. */
export function createSocketProtocol(options: SocketProtocolOptions): Server<SocketExtra> {
  const { formatError, operationMetrics } = options;
  return makeServer<ConnectionParams, SocketExtra>({
    onConnect: (socketContext) => authenticateSocket(options, socketContext),
    onSubscribe: ({ extra }, _id, payload) =>
      prepareOperation(options, extra, payload).catch((error: unknown) => [toGraphQLError(error)]),
    subscribe: subscribeAfresh,
    onOperation(_context, _id, _payload, args, result) {
      if (isAsyncIterable(result)) operationMetrics.countExecuted(operationOf(args), {});
    },
    onNext: ({ extra }, _id, _payload, args, result) => {
      const formatted = formatResult(formatError, args, result);
      const answer = formatted ?? result;
      if (isSubscription(args)) endWhenExpired(extra, formatted?.errors);
      if (!isSubscription(args) || answer.data === undefined) {
        operationMetrics.countExecuted(operationOf(args), answer as FormattedExecutionResult);
      }
      return formatted;
    },
    onError: (_context, _id, _payload, errors) => {
      const requestId = randomUUID();
      const formatted = errors.map((error) => formatError(error, requestId));
      operationMetrics.countUnknown(formatted);
      return formatted;
    },
  });
}

/** A missing token is as good as a wrong one: a socket without a viewer could ask for nothing. */
async function authenticateSocket(
  { authenticator }: SocketProtocolOptions,
  { connectionParams, extra }: SocketContext,
): Promise<boolean> {
  try {
    extra.claims = await authenticator.authenticate(readAuthorization(connectionParams));
  } catch (error) {
    if (error instanceof UnavailableError) {
      endSocket(extra.socket, unavailableCode, error.message);
      return false;
    }
    if (!(error instanceof AccessError)) throw error;
    const code = error instanceof ExpiredTokenError ? expiredCode : unauthorizedCode;
    endSocket(extra.socket, code, error.message);
    return false;
  }
  if (extra.claims) endAtExpiry(extra.socket, extra.claims.expiresAt);
  else endSocket(extra.socket, unauthorizedCode, 'A token is needed in connection_init.');
  return extra.socket.readyState === extra.socket.OPEN;
}

/** A stream: the subscription has begun. Anything else comes by `onNext`. */
function isAsyncIterable(result: object): boolean {
  return Symbol.asyncIterator in result;
}

function operationOf({ document, operationName }: ExecutionArgs) {
  return findOperation(document, operationName);
}

function isSubscription({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

/**
 * Ends a live view before its error is sent. An accepted token is refused later only because it has expired
 * in the meantime: clients come back after 4403, but take the error as final. Mutations must not go this
 * way, because clients send again what a closed socket left without an answer.
 */
function endWhenExpired(
  { socket }: SocketExtra,
  errors: readonly GraphQLFormattedError[] | undefined,
): void {
  if (errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) {
    endSocket(socket, expiredCode, 'The token has expired.');
  }
}

async function prepareOperation(
  options: SocketProtocolOptions,
  { claims, underWayCount }: SocketExtra,
  { query, variables, operationName }: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  if (underWayCount() > options.operationsMax) return [refuseOperation(options.operationsMax)];
  const document = parseDocument(query);
  const faults = findDocumentFaults(options.schema, document, { variables, operationName });
  if (faults.length > 0) return faults;
  return {
    schema: options.schema,
    document,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
    contextValue: await createContext(options, claims, randomUUID()),
  };
}

function refuseOperation(operationsMax: number): GraphQLError {
  return new GraphQLError(`A socket may have at most ${operationsMax} operations at a time.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

function formatResult(
  formatError: FormatError,
  { contextValue }: ExecutionArgs,
  { data, errors }: ExecutionResult,
): FormattedExecutionResult | undefined {
  if (!errors) return undefined;
  const { requestId } = contextValue as GraphContext;
  const formatted = errors.map((error) => formatError(error, requestId));
  return data === undefined ? { errors: formatted } : { data, errors: formatted };
}
