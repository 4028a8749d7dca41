import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findSignatureError } from './verify-request.ts';

/** Called for each request before the response is sent. */
export interface ReceiverListener {
  /** Both signatures are valid. */
  onVerified(deliveryId: string): void;
  onRefused(error: string, deliveryId: string): void;
}

/** A customer's server. It verifies each request and responds 204, or 401 if a signature is wrong. */
export interface Receiver {
  url: string;
  /** Sets the secret to verify with; without one every request is refused. */
  trust(secret: string): void;
  stop(): Promise<void>;
}

/** Far larger than any payload we send. */
const bodyBytesMax = 1024 * 1024;

/** Starts a receiver on a free port of 127.0.0.1. */
export async function startReceiver(listener: ReceiverListener): Promise<Receiver> {
  let secret: string | undefined;
  const server = createServer((request, response) => {
    receive(request, response, secret, listener).catch(() => request.destroy()); // aborted by the sender or too large
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/stockaj`,
    trust: (text) => (secret = text),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  secret: string | undefined,
  listener: ReceiverListener,
): Promise<void> {
  const body = await readBody(request);
  const deliveryId = String(request.headers['x-stockaj-delivery'] ?? 'of no delivery');
  const error =
    secret === undefined
      ? 'there is no secret yet'
      : findSignatureError(secret, request.headers, body);
  if (error === null) listener.onVerified(deliveryId);
  else listener.onRefused(error, deliveryId);
  response.writeHead(error === null ? 204 : 401).end();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new Error('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
