import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Client } from 'pg';
import { describeError } from '../../src/deliveries/error-code.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import {
  goodTls,
  startHttpReceiver,
  type LocalReceiver,
} from '../dispatcher/http/fixtures/local-receiver.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { CreateWebhook, ResendDelivery, SendTest } from '../kit/documents.ts';
import { receiverHost } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import {
  createCorpusResolver,
  flippingNames,
  hostOf,
  moreRows,
  publicAddress,
} from './kit/refused-targets-names.ts';

/** All rows except good ones, which leave this machine, and those no text column can store. */
const rows = [...readCorpus(), ...moreRows].filter(
  ({ url, verdict }) => verdict !== 'OK' && !url.includes('\0'),
);
/** Rows that are valid in a header. */
const locations = rows.filter(({ url }) => !/\p{Cc}/u.test(url));

/** A stored attempt, read from the database because the API cannot show some of the URLs. */
interface StoredAttempt {
  delivery_id: string;
  webhook: string;
  trigger: string;
  status: string;
  error_code: string | null;
  error_message: string | null;
  response_status: number | null;
  response_body: string | null;
}

let app: TestApp;
let client: Client;
/** Attempts of the webhooks named after a row. */
let attempts: StoredAttempt[];
/** Attempts of the webhook whose receiver redirects to the rows. */
let redirected: StoredAttempt[];
let redirector: LocalReceiver | undefined;
/** Addresses this process tried to connect to, except its own database and API. */
const targets = new Set<string>();

function noteTarget(message: unknown): void {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string, port: number) => {
    const isOurs = port === app.app.port || port === Number(new URL(app.databaseUrl).port);
    if (!isOurs) targets.add(`${address}:${port}`);
  });
}

beforeAll(async () => {
  app = await startTestApp({
    env: {
      DELIVERY_ALLOW_NETWORKS: `${publicAddress}/32`,
      DELIVERY_DENY_NETWORKS: '203.0.114.7/32',
      RETRY_SCHEDULE: '0,0', // two attempts at once
      TEST_EVENTS_PER_HOUR: '1000',
    },
    options: { resolve: createCorpusResolver() },
  });
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  subscribe('net.client.socket', noteTarget);
  await sendEachWay(await createCustomer(app));
  await redirectToEach(await createCustomer(app));
});
afterAll(async () => {
  unsubscribe('net.client.socket', noteTarget);
  await client.end();
  await app.stop();
  await redirector?.close();
});

/** For each row: an event, its resend (both with a retry) and a test event. */
async function sendEachWay(customer: Customer): Promise<void> {
  const webhookIds = await createWebhooks(customer);
  await customer.publish();
  attempts = await waitForAttempts(customer);
  await askForEach(new Set(attempts.map((it) => it.delivery_id)), async (id) => {
    const input = { deliveryId: encodeId(IdPrefix.delivery, id) };
    const { resendDelivery } = await app.ask(customer.token, ResendDelivery, { input });
    expect(resendDelivery.userErrors).toEqual([]);
  });
  await askForEach(webhookIds, async (webhookId) => {
    const { sendTest } = await app.ask(customer.token, SendTest, { input: { webhookId } });
    expect(sendTest.userErrors).toEqual([]);
  });
  attempts = await waitForAttempts(customer);
}

/** Creates a webhook for each row and writes its URL directly to the database, past all checks. */
async function createWebhooks(customer: Customer): Promise<string[]> {
  const ids: string[] = [];
  await askForEach(rows, async ({ number }) => {
    const url = `https://row-${number}.fixture.example/`;
    ids.push((await customer.createWebhook(url, { name: number, timeoutSeconds: 1 })).id);
  });
  await client.query(
    `update webhooks set url = row.url from unnest($1::text[], $2::text[]) as row (number, url)
      where name = row.number`,
    [rows.map(({ number }) => number), rows.map(({ url }) => url)],
  );
  return ids;
}

/** Runs eight at a time, which is faster than one by one. */
async function askForEach<T>(things: Iterable<T>, ask: (thing: T) => Promise<void>): Promise<void> {
  const left = [...things];
  const askInTurn = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await ask(next);
  };
  await Promise.all(Array.from({ length: 8 }, askInTurn));
}

/** An allowed receiver redirects each attempt to a row, with each redirect status in turn. */
async function redirectToEach(customer: Customer): Promise<void> {
  const statuses = [301, 302, 303, 307, 308];
  let count = 0;
  const answer = (_request: unknown, response: ServerResponse): void => {
    const { url } = locations[count % locations.length]!;
    const location = Buffer.from(url).toString('latin1');
    response.writeHead(statuses[count % statuses.length]!, { location }).end();
    count += 1;
  };
  redirector = await startHttpReceiver(answer, { tls: goodTls(), host: publicAddress });
  await customer.createWebhook(`https://${receiverHost}:${redirector.port}/`);
  await customer.publish(Math.ceil(locations.length / 2));
  redirected = await waitForAttempts(customer);
}

/** The attempts of a workspace, oldest first, once each delivery has had its immediate attempts. */
async function waitForAttempts({ workspaceId }: Customer): Promise<StoredAttempt[]> {
  await waitUntil('every delivery has had its attempts', async () => {
    const open = await client.query(
      `select from deliveries where workspace_id = $1 and status = 'PENDING' and attempt_count < 2`,
      [workspaceId],
    );
    return open.rowCount === 0;
  });
  const found = await client.query<StoredAttempt>(
    `select attempts.*, deliveries.trigger, deliveries.status, webhooks.name as webhook
      from deliveries join attempts on delivery_id = deliveries.id
        join webhooks on webhooks.id = webhook_id
      where deliveries.workspace_id = $1 order by delivery_id, number`,
    [workspaceId],
  );
  return found.rows;
}

function codesOf(webhook: string, trigger: string) {
  return attempts
    .filter((it) => it.webhook === webhook && it.trigger === trigger)
    .map((it) => it.error_code);
}

describe('a URL that the corpus does not have', () => {
  test.each(moreRows)(
    '$url is judged correctly when it is saved: $reason',
    async ({ url, verdict }) => {
      const { token } = await createCustomer(app);
      const input = { name: 'row', url, events: ['*'] };
      const { createWebhook } = await app.ask(token, CreateWebhook, { input });
      const codes = createWebhook.userErrors.map(({ code, field }) => [code, field]);
      expect(codes).toEqual(verdict === 'V' ? [['URL_NOT_ALLOWED', 'url']] : []);
    },
  );
});

test('the corpus has rows of every kind', () => {
  expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['V', 'R', 'F']));
});

describe('a delivery to a URL of the corpus that bypassed the checks', () => {
  test.each(rows)(
    'row $number has the right error code for every trigger: $reason',
    ({ number, url }) => {
      const code = hostOf(url).startsWith('slowdns.') ? 'TIMEOUT' : 'DNS_ERROR';
      const first = flippingNames.has(hostOf(url)) ? 'CONNECTION_REFUSED' : code;
      expect(codesOf(number, 'EVENT')).toEqual([first, code]);
      expect(codesOf(number, 'RESEND')).toEqual([code, code]);
      expect(codesOf(number, 'TEST')).toEqual([code]);
    },
  );

  test('has one message, whether the address is refused or the name unknown', () => {
    const messages = attempts
      .filter((it) => it.error_code === 'DNS_ERROR')
      .map((it) => it.error_message);
    expect(new Set(messages)).toEqual(new Set([describeError('DNS_ERROR')]));
  });

  test('has no response, and fails', () => {
    for (const { status, response_status, response_body } of attempts) {
      expect(status).toBe('FAILED');
      expect([response_status, response_body]).toEqual([null, null]);
    }
  });
});

describe('a redirect to a URL of the corpus', () => {
  test('is a failed attempt and is not followed', () => {
    expect(new Set(redirected.map((it) => it.error_code))).toEqual(new Set(['HTTP_REDIRECT']));
    expect(redirected.length).toBeGreaterThanOrEqual(locations.length);
    expect(redirector?.count()).toBe(redirected.length);
  });
});

describe('a connection', () => {
  test('is made only to the public address', () => {
    expect(targets).toEqual(
      new Set([`${publicAddress}:443`, `${publicAddress}:${redirector?.port}`]),
    );
  });
});
