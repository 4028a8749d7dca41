import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { waitUntil } from './wait-until.ts';

/** One received request. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  /** The raw body. */
  body: string;
}

/** A response: a status, with headers and a body, or a function that responds itself. */
export type Answer =
  | number
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  | ((response: ServerResponse, request: ReceivedRequest) => void);

/** A customer's HTTPS server on 127.0.0.1 with a certificate of the test authority. */
export interface Receiver {
  /** `https://receiver.fixture.example:port/hook`; the test resolver maps the name to 127.0.0.1. */
  url: string;
  requests: readonly ReceivedRequest[];
  /** Requests in flight now, and the maximum so far. */
  load: { now: number; most: number };
  /** Sets the next responses, in order; the last one repeats. Initially 200. */
  answer(...answers: Answer[]): void;
  /** Resolves when this many requests have arrived. */
  waitFor(count: number): Promise<readonly ReceivedRequest[]>;
  stop(): Promise<void>;
}

/** Host name of the receivers; unlike `localhost`, the address rules accept it. */
export const receiverHost = 'receiver.fixture.example';

const locate = (file: string) => new URL(`./tls/${file}`, import.meta.url);
const read = (file: string) => readFileSync(locate(file), 'utf8');

/** The authority that signed the receivers' certificate, as PEM. */
export const testAuthority = read('ca.pem');
/** Path of the file with `testAuthority`. */
export const testAuthorityPath = fileURLToPath(locate('ca.pem'));

/** Starts a receiver on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const load = { now: 0, most: 0 };
  let answers: Answer[] = [200];
  const server = createServer(
    { key: read('leaf-key.pem'), cert: read('leaf.pem') },
    (message, response) => {
      load.now += 1;
      load.most = Math.max(load.most, load.now);
      response.once('close', () => (load.now -= 1));
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const request = { path: message.url ?? '', headers: message.headers, body };
        requests.push(request);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        giveAnswer(answer ?? 200, response, request);
      });
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${receiverHost}:${port}/hook`,
    requests,
    load,
    answer: (...next) => (answers = next),
    async waitFor(count) {
      await waitUntil(`${count} requests arrived`, () => requests.length >= count);
      return requests;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers a request. */
export function giveAnswer(
  answer: Answer,
  response: ServerResponse,
  request: ReceivedRequest,
): void {
  if (typeof answer === 'function') return answer(response, request);
  const {
    status,
    headers = {},
    body = '',
  } = typeof answer === 'number' ? { status: answer } : answer;
  response.writeHead(status, headers).end(body);
}

/** Verifies a request with the public library, like a customer. @throws Error when the signature is wrong. */
export function verify(secret: string, { headers, body }: ReceivedRequest): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
