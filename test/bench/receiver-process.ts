import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The receiver of the benchmark, a process of its own: it verifies every request by Standard Webhooks
 * with the one secret it is told of, and answers 200, or 400 when the signature is wrong.
 * To its parent it tells its port, and how many it has verified when asked.
 */
let keys = new Map<string, Buffer>();
let verified = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    } = request.headers;
    const expected = createHmac('sha256', keys.get(request.url ?? '') ?? '')
      .update(`${String(id)}.${String(timestamp)}.`)
      .update(Buffer.concat(chunks))
      .digest();
    const given = Buffer.from(String(signature).slice(3), 'base64');
    const isRight = given.length === expected.length && timingSafeEqual(given, expected);
    if (isRight) verified += 1;
    response.writeHead(isRight ? 200 : 400).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);

/** The parent gives the secrets by path, or asks for the count. */
process.on('message', (message: { secrets?: Record<string, string>; count?: true }) => {
  if (message.secrets) {
    keys = new Map(
      Object.entries(message.secrets).map(([path, secret]) => [path, bytesOf(secret)]),
    );
  }
  process.send?.({ verified });
});
process.on('disconnect', () => process.exit(0));

function bytesOf(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}
