import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from '../limits/connection-limits.ts';
import type { Refusals } from '../admission/refusals.ts';

/**
 * The timeouts for `createServer`. For the first request Node counts both from the start of the connection, and
 * returns 408 when their time is over; see `isAwaitingFirstRequest`.
 */
export function describeTimes({ requestMs, checkMs, keepAliveMs }: ConnectionLimits) {
  return {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    keepAliveTimeout: keepAliveMs,
  };
}

/**
 * Whether Node wants to end a connection that has not sent a byte. Balancers and browsers open connections in
 * advance. Node does not check it again before its first byte, and counts from there.
 */
export function isAwaitingFirstRequest(error: NodeJS.ErrnoException, connection: Socket): boolean {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && connection.bytesRead === 0;
}

/**
 * Limits the number of connections of a server, and the time of those without a request. At the limit the
 * connection that has been idle for longest is closed, so idle and half-sent ones do not block new clients.
 */
export function boundConnections(http: Server, limits: ConnectionLimits, refusals: Refusals): void {
  const open = new Set<Socket>();
  /** Connections without a request, idle for longest first. */
  const idle = new Set<Socket>();
  /** Connections that never had a request. */
  const unused = new Map<Socket, NodeJS.Timeout>();

  function use(connection: Socket): void {
    idle.delete(connection);
    clearTimeout(unused.get(connection));
    unused.delete(connection);
  }

  http.on('connection', (connection: Socket) => {
    connection.setMaxListeners(0); // each pipelined call listens for the end
    unused.set(connection, setTimeout(() => connection.destroy(), limits.firstRequestMs).unref());
    open.add(connection);
    idle.add(connection);
    connection.once('close', () => {
      use(connection);
      open.delete(connection);
    });
    if (open.size <= limits.connectionsMax) return;
    const [oldest] = idle;
    refusals.refuse('node_connections');
    oldest?.destroy();
  });
  http.on('request', ({ socket }, response) => {
    use(socket);
    response.once('close', () => {
      if (open.has(socket)) idle.add(socket);
    });
  });
  http.on('upgrade', ({ socket }) => use(socket));
}
