import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A reverse proxy in front of a node that serves it under a path of its own, also for WebSockets. */
export interface PathProxy {
  /** `http://localhost:1234/a/b` */
  url: string;
  /** Breaks every open connection; new ones work. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts the proxy. It takes the prefix off and keeps the `Host` header, as proxies are told to. */
export async function startPathProxy(port: number, prefix: string): Promise<PathProxy> {
  const sockets = new Set<Socket>();
  const target = ({ url = '/', method, headers }: IncomingMessage) => ({
    ...{ port, host: '127.0.0.1', method, headers },
    path: url.startsWith(prefix) ? url.slice(prefix.length) : '/not-under-the-prefix',
  });
  const server = createServer((incoming, response) => {
    const outgoing = request(target(incoming), (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket) => {
    const upstream = connect(port, '127.0.0.1', () => {
      const { method, path } = target(incoming);
      const lines = Object.entries(incoming.headers).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      upstream.write([`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      upstream.pipe(socket).pipe(upstream);
    });
    for (const each of [socket, upstream]) each.on('error', () => each.destroy());
    sockets.add(upstream);
  });
  const cut = () => sockets.forEach((socket) => socket.destroy());
  server.listen(0);
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${prefix}`,
    cut,
    async stop() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
