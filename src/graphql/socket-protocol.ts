import { randomUUID } from 'node:crypto';
import type { ExecutionArgs, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { makeServer, type ExecutionResult, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { AccessError, UnavailableError } from '../kernel/index.ts';
import { ExpiredTokenError, type GraphContext } from '../workspaces/index.ts';
import { nameToken } from './admit.ts';
import { endSocket } from './end-socket.ts';
import type { FormatError } from './errors.ts';
import { findOperation, type OperationMetrics } from './metrics.ts';
import { RefusedError } from './refusals.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { readAuthorization } from './socket-authorization.ts';
import {
  endAtExpiry,
  expiredCode,
  limitedCode,
  unauthorizedCode,
  unavailableCode,
} from './socket-life.ts';
import {
  createSocketOperations,
  isSubscription,
  type ConnectionParams,
  type SocketContext,
  type SocketExtra,
  type SocketOperationsOptions,
} from './socket-operations.ts';

export interface SocketProtocolOptions extends SocketOperationsOptions {
  formatError: FormatError;
  refusedGapMs: number;
  refusedWaitingMax: number;
  operationMetrics: OperationMetrics;
}

/** graphql-transport-ws with our token, limits and errors, for sockets of any kind. */
export function createSocketProtocol(options: SocketProtocolOptions): Server<SocketExtra> {
  const { formatError, operationMetrics } = options;
  const operations = createSocketOperations(options);
  const refused = createPacer(options.refusedGapMs, options.refusedWaitingMax);
  return makeServer<ConnectionParams, SocketExtra>({
    onConnect: (socketContext) => authenticateSocket(options, socketContext, refused),
    onSubscribe: operations.prepare,
    execute: operations.execute,
    subscribe: operations.subscribe,
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
  options: SocketProtocolOptions,
  { connectionParams, extra }: SocketContext,
  refused: Pacer,
): Promise<boolean> {
  const { socket } = extra;
  const authorization = readAuthorization(connectionParams);
  try {
    extra.claims = await options.authenticator.authenticate(authorization);
    extra.token = nameToken(authorization);
    if (socket.readyState === socket.OPEN) countSocket(options, extra);
  } catch (error) {
    if (error instanceof RefusedError) await waitToRefuse(refused, socket);
    endRefused(extra, error);
    options.operationMetrics.countUnknown([options.formatError(error, randomUUID())]);
    return false;
  }
  if (extra.claims) endAtExpiry(socket, extra.claims.expiresAt);
  else {
    endSocket(socket, unauthorizedCode, 'A token is needed in connection_init.');
    options.operationMetrics.countUnknown([
      { message: '', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  }
  return socket.readyState === socket.OPEN;
}

/** A stream: the subscription has begun. Anything else comes by `onNext`. */
function isAsyncIterable(result: object): boolean {
  return Symbol.asyncIterator in result;
}

function operationOf({ document, operationName }: ExecutionArgs) {
  return findOperation(document, operationName);
}

/** @throws RefusedError when its workspace has as many as it may have. */
function countSocket({ admission }: SocketProtocolOptions, { socket, claims }: SocketExtra): void {
  if (claims) socket.once('close', admission.openSocket(claims.workspaceId));
}

async function waitToRefuse(refused: Pacer, socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    if (!refused.pace(resolve)) socket.terminate();
  });
}

/** @throws whatever is no refusal. */
function endRefused({ socket }: SocketExtra, error: unknown): void {
  if (error instanceof UnavailableError) endSocket(socket, unavailableCode, error.message);
  else if (error instanceof RefusedError) endSocket(socket, limitedCode, error.message);
  else if (error instanceof ExpiredTokenError) endSocket(socket, expiredCode, error.message);
  else if (error instanceof AccessError) endSocket(socket, unauthorizedCode, error.message);
  else throw error;
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
