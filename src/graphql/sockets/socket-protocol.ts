import { randomUUID } from 'node:crypto';
import type { ExecutionArgs, ExecutionResult, GraphQLFormattedError } from 'graphql';
import { makeServer, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { AccessError, UnavailableError } from '../../kernel/index.ts';
import { ExpiredTokenError, type GraphContext } from '../../workspaces/index.ts';
import { nameToken } from '../admission/in-flight.ts';
import {
  closeSocket,
  expiredCode,
  limitedCode,
  tryLaterCode,
  unauthorizedCode,
} from './close-socket.ts';
import { findOperation, type OperationMetrics } from '../metrics.ts';
import { RefusedError } from '../admission/refusals.ts';
import { createPacer, type Pacer } from '../admission/pacer.ts';
import { formatResult } from './shared-executions.ts';
import { closeAtExpiry } from './socket-life.ts';
import { isSubscription } from './prepare-args.ts';
import type { ConnectionParams, SocketContext, SocketExtra } from './socket-context.ts';
import { createSocketOperations, type SocketOperationsOptions } from './socket-operations.ts';

export interface SocketProtocolOptions extends SocketOperationsOptions {
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
    // The messages of a started subscription do not come here.
    onNext: ({ extra }, _id, _payload, args, result) => {
      const { requestId } = args.contextValue as GraphContext;
      const formatted = formatResult(formatError, requestId, result as ExecutionResult);
      if (isSubscription(args)) closeWhenExpired(extra, formatted.errors);
      operationMetrics.countExecuted(operationOf(args), formatted);
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

/** A missing token closes the socket like a wrong one: nothing is served without a viewer. */
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
    closeRefused(extra, error);
    options.operationMetrics.countUnknown([options.formatError(error, randomUUID())]);
    return false;
  }
  if (extra.claims) closeAtExpiry(socket, extra.claims.expiresAt);
  else {
    closeSocket(socket, unauthorizedCode, 'A token is required in connection_init.');
    options.operationMetrics.countUnknown([
      { message: '', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  }
  return socket.readyState === socket.OPEN;
}

/** True for a stream, when the subscription has started. Other results arrive in `onNext`. */
function isAsyncIterable(result: object): boolean {
  return Symbol.asyncIterator in result;
}

function operationOf({ document, operationName }: ExecutionArgs) {
  return findOperation(document, operationName);
}

/** @throws RefusedError when its workspace has too many sockets. */
function countSocket({ admission }: SocketProtocolOptions, { socket, claims }: SocketExtra): void {
  if (claims) socket.once('close', admission.openSocket(claims.workspaceId));
}

async function waitToRefuse(refused: Pacer, socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    if (!refused.pace(resolve)) socket.terminate();
  });
}

/** @throws every other error. */
function closeRefused({ socket }: SocketExtra, error: unknown): void {
  if (error instanceof UnavailableError) closeSocket(socket, tryLaterCode, error.message);
  else if (error instanceof RefusedError) closeSocket(socket, limitedCode, error.message);
  else if (error instanceof ExpiredTokenError) closeSocket(socket, expiredCode, error.message);
  else if (error instanceof AccessError) closeSocket(socket, unauthorizedCode, error.message);
  else throw error;
}

/**
 * Closes a live view before its error is sent. An accepted token is only refused later when it has expired:
 * clients reconnect after 4403, but treat the error as final. Mutations must not end this way, because clients
 * send unanswered operations again after the socket closes.
 */
function closeWhenExpired(
  { socket }: SocketExtra,
  errors: readonly GraphQLFormattedError[] | undefined,
): void {
  if (errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) {
    closeSocket(socket, expiredCode, 'The token has expired.');
  }
}

/**
 * The authorization in the payload of `connection_init`: `authorization` in any case, like headers
 * (RFC 9110, section 5.1), or the same under `headers`, where some clients put it. Undefined when there is
 * none; empty, and so malformed, when it is not a string.
 */
function readAuthorization(payload: unknown): string | undefined {
  const found = pick(payload, 'authorization') ?? pick(pick(payload, 'headers'), 'authorization');
  if (found == null) return undefined;
  return typeof found === 'string' ? found : '';
}

function pick(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name);
  return entry?.[1];
}
