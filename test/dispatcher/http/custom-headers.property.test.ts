import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headersSchema, type HeaderSetting } from '../../../src/webhooks/headers/header-schema.ts';
import {
  completeHeaders,
  openHeaders,
  storeHeaders,
} from '../../../src/webhooks/headers/stored-headers.ts';
import { createSecretBox } from '../../../src/kernel/index.ts';
import { createSigningSecret, signRequest } from '../../../src/dispatcher/http/sign-request.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { startRawReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';
import { createLoopbackSender } from './fixtures/loopback-sender.ts';

let receiver: LocalReceiver;
let sender: Sender;
/** The head of the last request, as bytes in Latin-1. */
let head = '';

beforeAll(async () => {
  receiver = await startRawReceiver((socket, bytes) => {
    head = bytes.toString('latin1').split('\r\n\r\n')[0]!;
    socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n');
  });
  sender = createLoopbackSender();
});
afterAll(async () => {
  await sender.close();
  await receiver.close();
});

const secretBox = createSecretBox([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
const secrets = [createSigningSecret(`whsec_${Buffer.alloc(32, 1).toString('base64')}`)];

function sign(headers: readonly HeaderSetting[]) {
  const complete = completeHeaders(headers, 'JSON', [], String);
  const customHeaders = openHeaders(
    secretBox,
    'webhook',
    storeHeaders(secretBox, 'webhook', complete),
  );
  return signRequest({
    ...{ eventId: 'evt', eventType: 'rent.created', deliveryId: 'dlv', attempt: 1, body: '{}' },
    ...{ url: receiver.url, timeoutSeconds: 10, secrets, now: new Date(0), version: '1' },
    customHeaders,
  });
}

const tokenCharacters =
  "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from(tokenCharacters)), minLength: 1, maxLength: 64 }),
  fc.constantFrom(
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__',
    'Authorization',
    'host',
    'expect',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const values = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '\r', '\n', '\0', '\x7f', '\x80', 'é', '€'),
    maxLength: 6,
  }),
);
const settings = fc.array(fc.record({ name: names, value: values, isSecret: fc.boolean() }), {
  maxLength: 10,
});

/** The names that a request of ours has, with `host`, `connection` and `content-length` of the connection. */
const ownCount = 11 + 3;

test('each list that is accepted reaches a receiver byte for byte, beside our headers', async () => {
  let acceptedCount = 0;
  await fc.assert(
    fc.asyncProperty(settings, async (typed) => {
      const given = typed.filter((header) => headersSchema.safeParse([header]).success);
      const result = headersSchema.safeParse(given);
      if (!result.success) return;
      acceptedCount += given.length;
      const request = sign(result.data);
      expect(await sender.send(request)).toMatchObject({
        failure: null,
        response: { status: 204 },
      });
      const lines = head.split('\r\n').slice(1);
      expect(lines).toHaveLength(ownCount + given.length);
      for (const { name, value } of given) expect(lines).toContain(`${name}: ${value}`);
      for (const [name, value] of Object.entries(sign([]).headers)) {
        expect(lines.filter((line) => line.toLowerCase().startsWith(`${name}:`))).toEqual([
          `${name}: ${value}`,
        ]);
      }
    }),
    { numRuns: 200 },
  );
  expect(acceptedCount).toBeGreaterThan(100);
});

test('a name that is refused by now is not sent, and ours win', () => {
  const stored = [
    { name: 'Webhook-Id', value: 'evil' },
    { name: 'webhook-id', value: 'evil' },
    { name: 'X-Team', value: 'a' },
  ];
  expect(openHeaders(secretBox, 'webhook', stored)?.sent).toEqual({ 'X-Team': 'a' });
  expect(openHeaders(secretBox, 'webhook', stored.slice(0, 1))).toBeNull();
  const { headers } = signRequest({
    ...{ eventId: 'evt', eventType: 'rent.created', deliveryId: 'dlv', attempt: 1, body: '{}' },
    ...{ url: receiver.url, timeoutSeconds: 10, secrets, now: new Date(0), version: '1' },
    customHeaders: { sent: { 'webhook-id': 'evil' } },
  });
  expect(headers).toEqual(sign([]).headers);
});
