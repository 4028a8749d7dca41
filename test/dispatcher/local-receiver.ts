import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https, { type ServerOptions } from 'node:https';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';

/** A server of this test on the loopback address, on a port that was free. */
export interface LocalReceiver {
  port: number;
  url: string;
  /** Requests or, for a raw receiver, connections that came. */
  count: () => number;
  /** Connections that are open now. */
  openCount: () => number;
  /** Settles when the first connection that came has closed. */
  firstClosed: Promise<void>;
  close(): Promise<void>;
}

/** The files of test/kit/tls: an authority, leaves that are valid to 2119, by it and by itself, and one that expired. */
export const readPem = (name: string): string =>
  readFileSync(new URL(`../kit/tls/${name}.pem`, import.meta.url), 'utf8');

/** The usual options of a receiver with a good certificate. */
export const goodTls = (): ServerOptions => ({ cert: readPem('leaf'), key: readPem('leaf-key') });

interface HttpReceiverOptions {
  tls?: ServerOptions;
  host?: string;
  /** A free one when left out. */
  port?: number;
  /** How long a connection may be idle; 5 s when left out. */
  keepAliveMs?: number;
}

/** A real HTTP server; every request is read to its end before the listener answers. */
export function startHttpReceiver(
  listener: RequestListener,
  { tls, host = '127.0.0.1', port = 0, keepAliveMs }: HttpReceiverOptions = {},
): Promise<LocalReceiver> {
  let count = 0;
  const answer: RequestListener = (request, response) => {
    count += 1;
    request.resume().on('end', () => listener(request, response));
  };
  const server = tls === undefined ? http.createServer(answer) : https.createServer(tls, answer);
  if (keepAliveMs !== undefined) server.keepAliveTimeout = keepAliveMs;
  return listen(server, tls === undefined ? 'http' : 'https', host, () => count, port);
}

/** A server that speaks bytes; the script gets each connection when its first bytes have come. */
export function startRawReceiver(
  script: (socket: Socket, firstBytes: Buffer) => void,
): Promise<LocalReceiver> {
  let count = 0;
  const server = net.createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined).once('data', (bytes: Buffer) => script(socket, bytes));
  });
  return listen(server, 'http', '127.0.0.1', () => count);
}

/** Writes one byte every 2 ms, until it is closed. */
export function writeSlowly(socket: Socket, byte: string): void {
  const timer = setInterval(() => void socket.write(byte), 2);
  socket.once('close', () => clearInterval(timer));
}

/** Writes, waits until the bytes have left, and resets the connection. */
export function resetAfter(socket: Socket, answer: string): void {
  socket.write(answer, 'latin1', () => setImmediate(() => socket.resetAndDestroy()));
}

/** Writes a piece again and again, one turn of the event loop after the other, until it is closed. */
export function writeForEver(socket: Socket, piece: string): void {
  const write = (): void => {
    if (!socket.writable) return;
    socket.write(piece, () => setImmediate(write));
  };
  write();
}

async function listen(
  server: Server,
  scheme: 'http' | 'https',
  host: string,
  count: () => number,
  wantedPort = 0,
): Promise<LocalReceiver> {
  const sockets = new Set<Socket>();
  const firstClosed = new Promise<void>((resolve) => {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        resolve();
      });
    });
  });
  server.on('tlsClientError', () => undefined).listen(wantedPort, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  const openCount = () => sockets.size;
  return { port, url: `${scheme}://${host}:${port}/hook`, count, openCount, firstClosed, close };
}
