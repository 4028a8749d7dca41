import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Claims } from '../../workspaces/index.ts';
import type { OperationIds } from './operation-ids.ts';
import type { SendBuffer } from './send-buffer.ts';

/** The state of one socket. */
export interface SocketExtra {
  socket: WebSocket;
  /** Set when the token is accepted; no operation is served before. */
  claims: Claims | null;
  /** See `nameToken`. */
  token: string;
  /** Messages in progress, including the current one. */
  inProgressCount(): number;
  /** The operations by the ids that graphql-ws knows. */
  operations: OperationIds;
  /** See `SendBuffer`. */
  send: SendBuffer['send'];
}

export type ConnectionParams = Record<string, unknown> | undefined;
export type SocketContext = Context<ConnectionParams, SocketExtra>;
