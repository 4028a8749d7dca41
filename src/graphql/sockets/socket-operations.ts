import { randomUUID } from 'node:crypto';
import {
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { Context, OperationResult, SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Claims } from '../../workspaces/index.ts';
import type { Admission, Passage } from '../admission/admission.ts';
import { readLater } from './bound-messages.ts';
import { createContext, type ContextParts } from '../contexts.ts';
import { createDocumentReader } from '../documents.ts';
import { toGraphQLError } from '../errors.ts';
import { subscribeWithFreshContext } from './subscribe-with-fresh-context.ts';

/** The state of one socket. */
export interface SocketExtra {
  socket: WebSocket;
  /** Set when the token is accepted; no operation is served before. */
  claims: Claims | null;
  /** See `nameToken`. */
  token: string;
  /** Messages in progress, including the current one. */
  inProgressCount(): number;
}

export type ConnectionParams = Record<string, unknown> | undefined;
export type SocketContext = Context<ConnectionParams, SocketExtra>;

export interface SocketOperationsOptions extends ContextParts {
  schema: GraphQLSchema;
  admission: Admission;
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

/** The counts to undo when an operation ends. */
interface Counted {
  passage: Passage;
  endSubscription: () => void;
}

const nothing = () => undefined;

/** An operation counts from its message to its response. A subscription counts until it is open, and as a subscription from then on. */
export function createSocketOperations(options: SocketOperationsOptions): SocketOperations {
  const { admission, operationsMax, schema } = options;
  const documents = createDocumentReader(schema);
  const countedByArgs = new WeakMap<ExecutionArgs, Counted>();

  /** @throws any error that prevents the execution. */
  async function readInTurn(
    { extra: { socket, claims }, subscriptions }: SocketContext,
    id: string,
    payload: SubscribePayload,
    counted: Counted,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const isTurn = await takeTurn(counted.passage, socket);
    // graphql-ws would execute it although the client has cancelled it.
    const isWanted = isTurn && socket.readyState === socket.OPEN && id in subscriptions;
    if (!isWanted) return [cancelled()];
    const document = documents.parse(payload.query);
    const { operationName } = payload;
    if (isSubscription({ document, operationName: operationName ?? null })) {
      counted.endSubscription = admission.openSubscription(claims?.workspaceId ?? '');
    }
    const errors = documents.findErrors(document, payload);
    return errors.length > 0 ? errors : prepareArgs(options, claims, document, payload);
  }

  async function prepare(
    context: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { claims, token, inProgressCount } = context.extra;
    if (inProgressCount() > operationsMax) {
      readLater(context.extra.socket);
      return [refuseOperation(operationsMax)];
    }
    const caller = { workspaceId: claims?.workspaceId ?? '', token };
    const passage = admission.enter(caller, 0); // the frames of a socket are small
    const counted = { passage, endSubscription: nothing };
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
      const { passage, endSubscription = nothing } = countedByArgs.get(args) ?? {};
      try {
        return await subscribeWithFreshContext(args, endSubscription);
      } finally {
        passage?.leave();
      }
    },
  };
}

/** False when the socket has closed in the meantime. @throws RefusedError when it waited too long. */
async function takeTurn(passage: Passage, socket: WebSocket): Promise<boolean> {
  const leave = () => passage.leave();
  socket.once('close', leave);
  try {
    return await passage.takeTurn();
  } finally {
    socket.off('close', leave);
  }
}

function release({ passage, endSubscription }: Counted): void {
  passage.leave();
  endSubscription();
}

async function prepareArgs(
  options: SocketOperationsOptions,
  claims: Claims | null,
  document: DocumentNode,
  { variables, operationName }: SubscribePayload,
): Promise<ExecutionArgs> {
  return {
    schema: options.schema,
    document,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
    contextValue: await createContext(options, claims, randomUUID()),
  };
}

/** Whether the requested operation is a subscription. */
export function isSubscription({
  document,
  operationName,
}: Pick<ExecutionArgs, 'document' | 'operationName'>): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function refuseOperation(operationsMax: number): GraphQLError {
  return new GraphQLError(`A socket may have at most ${operationsMax} operations at a time.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** Never sent: its client has left. */
function cancelled(): GraphQLError {
  return new GraphQLError('The client has cancelled the operation.');
}
