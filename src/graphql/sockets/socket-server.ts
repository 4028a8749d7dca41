import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, type Server } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { serializeError, type ErrorLog, type Logger } from '../../kernel/index.ts';
import type { Admission } from '../admission/admission.ts';
import { boundMessages } from './bound-messages.ts';
import { closeSocket } from './close-socket.ts';
import { frameBytesMax, type SocketLimits } from '../limits/socket-limits.ts';
import type { IsAllowedOrigin } from '../http/origin.ts';
import { createOperationIds, type Receive } from './operation-ids.ts';
import { createSendBuffer } from './send-buffer.ts';
import { createPacer } from '../admission/pacer.ts';
import { refuseConnection } from '../http/refuse-connection.ts';
import { keepAlive } from './socket-life.ts';
import type { SocketExtra } from './socket-context.ts';

export interface SocketServerOptions {
  protocol: Server<SocketExtra>;
  isAllowedOrigin: IsAllowedOrigin;
  limits: SocketLimits;
  admission: Admission;
  logger: Logger;
  errorLog: ErrorLog;
}

export interface SocketServer {
  /** Upgrades an HTTP connection to a WebSocket, or refuses it. */
  accept(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Accepts no more sockets, closes every socket with 1001 and resolves when their operations have ended. */
  drain(): Promise<void>;
  /** Cuts the remaining sockets. */
  terminate(): void;
}

/**
 * GraphQL over WebSocket (graphql-transport-ws) at `/graphql`. Close codes in addition to those of the protocol:
 * see `close-socket.ts`; 1009 for a frame that is too large, 1001 when the service stops, 4500 for an internal error.
 */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: frameBytesMax,
    handleProtocols,
  });
  sockets.on('wsClientError', (_error, connection, { method }) => {
    if (method !== 'GET') refuseConnection(connection, '405 Method Not Allowed', ['Allow: GET']);
    // For a client of another protocol version (RFC 6455, section 4.4).
    else refuseConnection(connection, '400 Bad Request', ['Sec-WebSocket-Version: 13']);
  });
  const running = new Set<Promise<void>>();
  /** Sockets whose token is not known yet, oldest first. */
  const unknown = new Set<SocketExtra>();
  const { ofAll, openGapMs, openWaitingMax } = options.limits;
  const opening = createPacer(openGapMs, openWaitingMax);
  let isDraining = false;

  return {
    accept(request, connection, head) {
      connection.on('error', () => connection.destroy());
      const status = isDraining ? '503 Service Unavailable' : decideRefusal(options, request);
      if (status !== null) {
        refuseConnection(connection, status);
        return;
      }
      const open = () => {
        if (isDraining) refuseConnection(connection, '503 Service Unavailable');
        else
          sockets.handleUpgrade(request, connection, head, (socket) => {
            boundUnknown(serveSocket(options, socket, connection, running), unknown, options);
          });
      };
      if (sockets.clients.size < ofAll && opening.pace(open)) return;
      const { retryAfterSeconds } = options.admission.refuse('node_sockets');
      const headers = [`Retry-After: ${retryAfterSeconds}`];
      refuseConnection(connection, '503 Service Unavailable', headers);
    },
    async drain() {
      isDraining = true;
      for (const socket of sockets.clients) closeSocket(socket, 1001, 'The service is stopping');
      while (running.size > 0) await Promise.all(running);
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function decideRefusal({ isAllowedOrigin }: SocketServerOptions, request: IncomingMessage) {
  if (!/^\/graphql\/?(?:\?|$)/.test(request.url ?? '')) return '404 Not Found';
  return isAllowedOrigin(request) ? null : '403 Forbidden';
}

/** Honest clients send their token at once, so the oldest socket without one is cut to make room. */
function boundUnknown(
  extra: SocketExtra,
  unknown: Set<SocketExtra>,
  { limits, admission }: SocketServerOptions,
): void {
  for (const other of unknown) if (other.claims) unknown.delete(other);
  unknown.add(extra);
  extra.socket.once('close', () => unknown.delete(extra));
  const [oldest] = unknown;
  if (unknown.size <= limits.unknownMax || !oldest) return;
  admission.refuse('node_sockets');
  unknown.delete(oldest);
  oldest.socket.terminate();
}

function serveSocket(
  { protocol, limits, logger, errorLog }: SocketServerOptions,
  socket: WebSocket,
  connection: Duplex,
  running: Set<Promise<void>>,
): SocketExtra {
  socket.setMaxListeners(0); // each operation listens for its end
  const sendBuffer = createSendBuffer(socket, connection, limits);
  let inProgress = 0;
  const onError = (error: unknown) => {
    errorLog.noteFailed(error, 'A WebSocket message failed.', {});
    closeSocket(socket, CloseCode.InternalServerError, 'Internal error');
  };
  const track = async (work: () => Promise<void>) => {
    inProgress += 1;
    const promise = work()
      .catch(onError)
      .finally(() => {
        inProgress -= 1;
        running.delete(promise);
      });
    running.add(promise);
  };
  const { send } = sendBuffer;
  const operations = createOperationIds(socket);
  const extra: SocketExtra = {
    ...{ socket, claims: null, token: '', operations, send },
    inProgressCount: () => inProgress,
  };
  const mayRead = boundMessages(extra, limits);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send(message) {
        const { text, cancelled } = operations.write(message);
        return send([text], cancelled);
      },
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) =>
        socket.on('message', (data) => {
          const text = toText(data);
          const receiveAny = receive as Receive; // graphql-ws takes parsed messages too, which its type does not say
          if (mayRead(text.length)) void track(() => operations.read(text, receiveAny));
        }),
    },
    extra,
  );
  keepAlive(socket, sendBuffer, limits.pingEveryMs);
  socket.on('error', (error) => logger.debug({ err: serializeError(error) }, 'A WebSocket broke.'));
  socket.once('close', (code, reason) => void track(() => closed(code, reason.toString())));
  return extra;
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as Buffer).toString('utf8');
}
