import { execute, type GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { OperationResult, SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { createWorkTurns } from '../../kernel/index.ts';
import type { GraphContext } from '../../workspaces/index.ts';
import type { Admission, Passage } from '../admission/admission.ts';
import type { ContextParts } from '../contexts.ts';
import type { DocumentReader } from '../documents.ts';
import { toGraphQLError, type FormatError } from '../errors.ts';
import { readLater } from './bound-messages.ts';
import { closeSocket, expiredCode } from './close-socket.ts';
import { endCancelled, refuseOperation, refusePersisted } from './operation-errors.ts';
import { isSubscription, prepareArgs } from './prepare-args.ts';
import { createSharedExecutions } from './shared-executions.ts';
import type { SocketContext, SocketExtra } from './socket-context.ts';
import { subscribeShared, type Subscriber } from './subscribe-shared.ts';
import { unitsPerTurn } from './work-units.ts';

export interface SocketOperationsOptions extends ContextParts {
  schema: GraphQLSchema;
  admission: Admission;
  documents: DocumentReader;
  formatError: FormatError;
  operationsMax: number;
}

/** The steps of graphql-ws for an operation, within the limits of the node. */
export interface SocketOperations {
  prepare(
    context: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]>;
  execute(args: ExecutionArgs): OperationResult;
  subscribe(args: ExecutionArgs): OperationResult;
}

/**
 * Messages in work on a socket, as a multiple of its operations. A page that shows its next 100 rows cancels as many
 * subscriptions as it starts, and the cancelled ones take a while to end.
 */
const endingTimes = 3;

/** An operation to be executed, with the counts to undo when it ends. */
interface Counted {
  id: string;
  query: string;
  /** As reckoned for the cost limit, once the operation is read. */
  cost: number;
  extra: SocketExtra;
  passage: Passage;
  endSubscription: () => void;
}

const nothing = () => undefined;

/** An operation counts from its message to its response. A subscription counts until it is open, and as a subscription from then on. */
export function createSocketOperations(options: SocketOperationsOptions): SocketOperations {
  const { admission, operationsMax, formatError, documents } = options;
  const turns = createWorkTurns(unitsPerTurn);
  const executions = createSharedExecutions(formatError, turns);
  const countedByArgs = new WeakMap<ExecutionArgs, Counted>();

  /** @throws any error that prevents the execution. */
  async function readInTurn(
    { extra: { socket, claims, operations }, subscriptions }: SocketContext,
    id: string,
    payload: SubscribePayload,
    counted: Counted,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const isTurn = await takeTurn(counted.passage, socket, operations.find(id).cancelled);
    // graphql-ws would execute it although the client has cancelled it.
    const isWanted = isTurn && socket.readyState === socket.OPEN && id in subscriptions;
    if (!isWanted) return [endCancelled()];
    const read = documents.read(payload.query);
    if ('errors' in read) return read.errors;
    if (payload.extensions?.persistedQuery) return [refusePersisted()]; // as Apollo does over HTTP
    const { document } = read;
    const { operationName } = payload;
    if (isSubscription({ document, operationName: operationName ?? null })) {
      counted.endSubscription = admission.openSubscription(claims?.workspaceId ?? '');
    }
    const error = documents.findOperationError(document, payload);
    if (error) return [error];
    counted.cost = documents.reckonCost(document, payload);
    return prepareArgs(options, claims, document, payload);
  }

  async function prepare(
    context: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { extra } = context;
    const { claims, token, operations } = extra;
    const isBeyond = extra.inProgressCount() > endingTimes * operationsMax;
    if (operations.count() > operationsMax || isBeyond) {
      readLater(extra.socket);
      return [refuseOperation(operationsMax)];
    }
    const caller = { workspaceId: claims?.workspaceId ?? '', token };
    const passage = admission.enter(caller, 0); // the frames of a socket are small
    const counted = { id, query: payload.query, cost: 0, extra, passage, endSubscription: nothing };
    const read = await readInTurn(context, id, payload, counted).catch((error: unknown) => [
      toGraphQLError(error),
    ]);
    if ('document' in read) countedByArgs.set(read, counted);
    else release(counted);
    return read;
  }

  return {
    prepare: (context, id, payload) =>
      prepare(context, id, payload).catch((error: unknown) => {
        readLater(context.extra.socket);
        return [toGraphQLError(error)];
      }),
    async execute(args) {
      try {
        return await execute(args);
      } finally {
        countedByArgs.get(args)?.passage.leave();
      }
    },
    async subscribe(args) {
      const counted = countedByArgs.get(args);
      if (!counted) throw new Error('Only prepared operations can be started.');
      const { query, cost, passage } = counted;
      const join = () => executions.join(args, query, cost);
      try {
        return await subscribeShared(args, { ...createSubscriber(counted, args), join }, turns);
      } finally {
        passage.leave();
      }
    },
  };
}

/**
 * False when the socket has closed in the meantime, or the client has cancelled the operation.
 *
 * @throws RefusedError when it waited too long
 */
async function takeTurn(
  passage: Passage,
  socket: WebSocket,
  cancelled: AbortSignal,
): Promise<boolean> {
  const leave = () => passage.leave();
  socket.once('close', leave);
  cancelled.addEventListener('abort', leave);
  try {
    return await passage.takeTurn();
  } finally {
    socket.off('close', leave);
    cancelled.removeEventListener('abort', leave);
  }
}

function createSubscriber(
  { id, extra: { socket, send, operations }, endSubscription }: Counted,
  { contextValue }: ExecutionArgs,
): Omit<Subscriber, 'join'> {
  const { viewer } = contextValue as GraphContext;
  const { clientId, cancelled } = operations.find(id);
  const start = `{"id":${JSON.stringify(clientId)},"type":"next","payload":`;
  return {
    async send(results) {
      if (viewer && viewer.expiresAt <= new Date()) {
        closeSocket(socket, expiredCode, 'The token has expired.');
      }
      const messages = results.map((result) => `${start}${result}}`);
      return send(messages, cancelled);
    },
    onEnd: endSubscription,
  };
}

function release({ passage, endSubscription }: Counted): void {
  passage.leave();
  endSubscription();
}
