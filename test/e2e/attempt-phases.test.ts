import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { graphql } from '../kit/graphql/index.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { receiverHost } from '../kit/receiver.ts';

const fixture = setUpNode();

const SignedContent = graphql(`
  query SignedContent {
    deliveries {
      nodes {
        attempts {
          requestHeaders
          signedContent
        }
        lastAttempt {
          signedContent
        }
      }
    }
  }
`);

async function readSignedContent() {
  const { app, customer } = fixture;
  const { deliveries } = await app.ask(customer.token, SignedContent, {});
  return deliveries.nodes;
}

test('an attempt shows the exact text that its signature covers, until the event is erased or deleted', async () => {
  const { app, customer, receiver } = fixture;
  const { secret } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForLog(1);
  const [request] = receiver.requests;
  const { 'webhook-id': id, 'webhook-timestamp': time } = request!.headers;
  const [delivery] = await readSignedContent();
  const [attempt] = delivery!.attempts;
  expect(attempt!.signedContent).toBe(`${String(id)}.${String(time)}.${request!.body}`);
  expect(delivery!.lastAttempt).toEqual({ signedContent: attempt!.signedContent });

  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(attempt!.signedContent!).digest('base64');
  expect(attempt!.requestHeaders).toMatchObject({ 'webhook-signature': `v1,${signature}` });

  const kysely = app.app.database.em.fork().getKysely();
  const { workspaceId } = customer;
  await sql`update events set body = '' where workspace_id = ${workspaceId}`.execute(kysely);
  expect(await readSignedContent()).toMatchObject([{ attempts: [{ signedContent: null }] }]);
  await sql`delete from events where workspace_id = ${workspaceId}`.execute(kysely);
  expect(await readSignedContent()).toMatchObject([{ attempts: [{ signedContent: null }] }]);
});

test('the log shows the phases of a request, and the address that it reached', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  await customer.publish();
  const [{ attempts } = { attempts: [] }] = await customer.waitForLog(1);
  const [attempt] = attempts;
  const ms = expect.any(Number);
  expect(attempt).toMatchObject({
    ...{ lookUpMs: ms, connectMs: ms, tlsMs: ms, firstByteMs: ms },
    ...{ isConnectionReused: false, remoteAddress: '127.0.0.1' },
  });
  const { lookUpMs, connectMs, tlsMs, firstByteMs, durationMs } = attempt!;
  expect(lookUpMs! + connectMs! + tlsMs! + firstByteMs!).toBeLessThanOrEqual(durationMs!);
});

test('a timeout names the phase in which it happened, and the address', async () => {
  const { customer } = fixture;
  // Takes connections and says nothing.
  const silent = createServer((socket) => void socket.on('error', () => undefined).resume());
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const url = `https://${receiverHost}:${port}/hook`;
  await customer.createWebhook(url, { timeoutSeconds: 1 });
  await customer.publish();
  const [delivery] = await customer.waitForAttempt();
  expect(delivery).toMatchObject({
    errorCode: 'TIMEOUT',
    errorMessage: expect.stringMatching(/\(limit 1 s; TLS took [\d.]+ m?s on 127\.0\.0\.1\)\.$/),
    attempts: [{ firstByteMs: null, isConnectionReused: false, remoteAddress: '127.0.0.1' }],
  });
  silent.close();
});
