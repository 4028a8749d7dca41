/** For HTTP connections; see `boundConnections`. */
export interface ConnectionLimits {
  /** Milliseconds that a request may take to arrive, from its first byte to its last. */
  requestMs: number;
  /** Milliseconds between two checks for requests that have not arrived. */
  checkMs: number;
  /** Milliseconds that a new connection may stay without a request. */
  firstRequestMs: number;
  /** Milliseconds that a connection stays open after a response. */
  keepAliveMs: number;
  /** Milliseconds in which a client must take a part of its answer. */
  stalledAfterMs: number;
  /** Connections of a node, WebSockets included; beyond it the one idle for longest is closed. */
  connectionsMax: number;
}

/**
 * A MiB takes 8 s at 1 Mbit/s. An idle connection is kept for longer than the 60 s of common load balancers, which
 * would otherwise send a request on a connection that is just closing. The same holds for new connections, since
 * balancers open them in advance. Beside 2,000 WebSockets there is room for 2,000 other connections: a browser has
 * 6 at most, a proxy about as many as there are running calls. Each needs about 20 KiB.
 */
export const connectionLimits: ConnectionLimits = {
  requestMs: 10_000,
  checkMs: 1_000,
  firstRequestMs: 80_000,
  keepAliveMs: 75_000,
  stalledAfterMs: 30_000, // as for sockets
  connectionsMax: 4_000,
};
