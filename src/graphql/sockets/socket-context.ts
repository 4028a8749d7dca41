import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Claims } from '../../workspaces/index.ts';

/** The state of one socket. */
export interface SocketExtra {
  socket: WebSocket;
  /** Set when the token is accepted; no operation is served before. */
  claims: Claims | null;
  /** See `nameToken`. */
  token: string;
  /** Messages in progress, including the current one. */
  inProgressCount(): number;
  /** See `SendBuffer`. */
  send(messages: readonly string[]): Promise<void>;
}

export type ConnectionParams = Record<string, unknown> | undefined;
export type SocketContext = Context<ConnectionParams, SocketExtra>;
