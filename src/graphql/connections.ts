import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from './limits.ts';
import type { Refusals } from './refusals.ts';

/**
 * What `createServer` needs for the times of the limits. Node counts both from the connection for the first
 * request, and ends with 408 what takes longer; see `isAwaitingFirstRequest`.
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
 * Whether Node wants to end a connection that has sent nothing at all. Balancers and browsers open them ahead of
 * need. Node does not look at it again before its first byte, and then counts from there.
 */
export function isAwaitingFirstRequest(error: NodeJS.ErrnoException, connection: Socket): boolean {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && connection.bytesRead === 0;
}

/**
 * Bounds the connections of a server in number, and in time those without a request. At the bound the one that
 * has been without a request for longest makes room, so that idle and half-sent ones keep nobody out.
 */
export function boundConnections(http: Server, limits: ConnectionLimits, refusals: Refusals): void {
  const open = new Set<Socket>();
  /** Those without a request, the longest first. */
  const idle = new Set<Socket>();
  /** Those that never had one. */
  const unused = new Map<Socket, NodeJS.Timeout>();

  function use(connection: Socket): void {
    idle.delete(connection);
    clearTimeout(unused.get(connection));
    unused.delete(connection);
  }

  http.on('connection', (connection: Socket) => {
    connection.setMaxListeners(0); // each call that a client sends ahead listens for the end
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
