import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { receiverHost } from '../kit/receiver.ts';
import type { Answered, ReceivedRequest } from './journal.ts';
import type { Random } from './random.ts';
import { decideReply, type Reply, type Temper } from './tempers.ts';

/** One URL of a workspace's receiver. */
export interface ReceiverPath {
  url: string;
  /** Records its requests as those of this webhook from now on. */
  belongsTo(webhookId: string): void;
}

/** The customers' servers, one per workspace; the last one uses TLS. */
export interface Receivers {
  /** Every request, in order of arrival. */
  requests: readonly ReceivedRequest[];
  open(workspaceId: string, temper: Temper): ReceiverPath;
  /** Makes all of them answer 200 from now on. */
  calm(): void;
  stop(): void;
}

/** Starts a server for each of the workspaces. */
export async function startReceivers(
  workspaceIds: readonly string[],
  random: Random,
): Promise<Receivers> {
  const requests: ReceivedRequest[] = [];
  const paths = new Map<string, { temper: Temper; webhookId: string }>();
  let isCalm = false;

  function receive(message: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    message.on('error', () => undefined); // its sender died: the request is incomplete
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { temper, webhookId } = paths.get(message.url ?? '') ?? {
        temper: 'steady',
        webhookId: '',
      };
      const reply = decideReply(isCalm ? 'calm' : temper, random.next());
      const headers = message.headers as ReceivedRequest['headers'];
      const answered: Answered = typeof reply === 'object' ? reply.status : reply;
      const body = Buffer.concat(chunks);
      requests.push({ webhookId, at: Date.now(), headers, body, answered });
      give(reply, message, response);
    });
  }

  const servers = new Map<string, Server>();
  for (const [place, id] of workspaceIds.entries()) {
    const server = place === workspaceIds.length - 1 ? createTls(receive) : createServer(receive);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.set(id, server);
  }

  return {
    requests,
    open(workspaceId, temper) {
      const server = servers.get(workspaceId);
      if (!server) throw new Error(`There is no receiver for ${workspaceId}.`);
      const path = `/${workspaceId}/${paths.size}`;
      const known = { temper, webhookId: '' };
      paths.set(path, known);
      const scheme = 'setSecureContext' in server ? 'https' : 'http';
      const { port } = server.address() as AddressInfo;
      return {
        url: `${scheme}://${receiverHost}:${port}${path}`,
        belongsTo: (webhookId) => void (known.webhookId = webhookId),
      };
    },
    calm: () => void (isCalm = true),
    stop() {
      for (const server of servers.values()) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function createTls(receive: (message: IncomingMessage, response: ServerResponse) => void): Server {
  const read = (file: string) =>
    readFileSync(new URL(`../kit/tls/${file}`, import.meta.url), 'utf8');
  return createTlsServer({ key: read('leaf-key.pem'), cert: read('leaf.pem') }, receive);
}

function give(reply: Reply, message: IncomingMessage, response: ServerResponse): void {
  if (reply === 'none') return;
  if (reply === 'reset') reset(message.socket);
  else if (reply.afterMs === undefined) response.writeHead(reply.status, reply.headers).end();
  else setTimeout(() => response.writeHead(reply.status, reply.headers).end(), reply.afterMs);
}

/** TLS sockets cannot send a reset; there the connection just ends. */
function reset(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
