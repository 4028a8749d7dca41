import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Servers of other customers, which fail now and then, and of chat services. They verify nothing. */
export interface OtherReceivers {
  /** `http://127.0.0.1:1234`; each path is a server of its own, see `addOtherWebhooks`. */
  url: string;
  /** The same server under a host name that `DELIVERY_CHAT_HOSTS` accepts. */
  chatUrl: string;
  stop(): Promise<void>;
}

/** Responds to the request with this number, counted from 1 at each path. */
type Manner = (response: ServerResponse, number: number) => void;

const manners: Record<string, Manner> = {
  '/accounting': (response, number) => {
    const locked = { error: 'The database is locked. Try again.' };
    if (number % 4 === 0) sendLater(response, 90, 500, locked);
    else sendLater(response, 20 + (number % 7) * 15, 200, { booked: true });
  },
  '/planner': (response, number) => {
    const delayMs = number % 6 === 0 ? 4_000 : 150 + (number % 5) * 120; // its webhook allows 2 s
    sendLater(response, delayMs, 202, { queued: number });
  },
  '/warehouse': (response) => send(response, 503, { error: 'Closed for maintenance.' }),
  '/slack': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('ok'),
  '/discord': (response) => response.writeHead(204).end(),
};

/** Starts them on a free port of 127.0.0.1. */
export async function startOtherReceivers(): Promise<OtherReceivers> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const number = (counts.get(path) ?? 0) + 1;
    counts.set(path, number);
    request.resume().once('end', () => {
      const manner = manners[path];
      if (manner) manner(response, number);
      else send(response, 404, {});
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    chatUrl: `http://localhost:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendLater(response: ServerResponse, delayMs: number, status: number, body: object): void {
  const timer = setTimeout(() => send(response, status, body), delayMs);
  response.once('close', () => clearTimeout(timer));
}
