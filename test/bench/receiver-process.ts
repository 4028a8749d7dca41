import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { machineNowMs } from './machine-clock.ts';
import type { ReceiverCounts, ReceiverOrder } from './receiver.ts';

/*
 * The benchmark's receiver, in its own process. Verifies every request by Standard Webhooks
 * with the secret of its path, and answers 200, or 400 when the signature is wrong. Verified requests
 * under /hang get no response until an order says so. Each order of the parent is
 * answered with the counts.
 */
const keys = new Map<string, Buffer>();
const hanging = new Set<ServerResponse>();
const counts = { verified: 0, hung: 0 };
let isHanging = true;
let arrivals: [id: string, atMs: number][] | undefined;

const server = createServer((request, response) => {
  arrivals?.push([String(request.headers['webhook-id']), machineNowMs()]);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (!isSigned(request, Buffer.concat(chunks))) response.writeHead(400).end();
    else if (request.url?.startsWith('/hang')) hang(response);
    else {
      counts.verified += 1;
      response.writeHead(200).end();
    }
  });
});

function isSigned({ headers, url = '' }: IncomingMessage, body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const expected = createHmac('sha256', keys.get(url) ?? '')
    .update(`${String(id)}.${String(timestamp)}.`)
    .update(body)
    .digest();
  const given = Buffer.from(String(headers['webhook-signature']).slice(3), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function hang(response: ServerResponse): void {
  counts.hung += 1;
  if (!isHanging) return void response.writeHead(200).end();
  hanging.add(response);
  response.once('close', () => hanging.delete(response));
}

function obey(order: ReceiverOrder): void {
  for (const [path, secret] of Object.entries(order.secrets ?? {})) {
    keys.set(path, Buffer.from(secret.slice('whsec_'.length), 'base64'));
  }
  if (order.hang !== undefined) isHanging = order.hang;
  if (!isHanging) for (const response of hanging) response.writeHead(200).end();
}

process.on('message', (order: ReceiverOrder) => {
  obey(order);
  const { user, system } = process.cpuUsage();
  const answer: ReceiverCounts = {
    ...counts,
    hanging: hanging.size,
    arrivals: arrivals ?? [],
    cpuMicros: user + system,
  };
  if (order.recordArrivals !== undefined) arrivals = order.recordArrivals ? [] : undefined;
  else answer.arrivals = [];
  process.send?.(answer);
});
process.on('disconnect', () => process.exit(0));

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
