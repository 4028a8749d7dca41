import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from '../../src/db/index.ts';
import { playResponse, randomResponse } from '../dispatcher/http/fixtures/random-response.ts';
import { hostileReceivers } from '../dispatcher/http/fixtures/hostile-receivers.ts';
import {
  startRawReceiver,
  type LocalReceiver,
} from '../dispatcher/http/fixtures/local-receiver.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer, type LoggedDelivery } from '../kit/customer.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Seconds before the second attempt, and the maximum jitter. */
const retrySeconds = 600;
const jitter = 0.2;
const randomCount = 100;

const receivers: LocalReceiver[] = [];
let app: TestApp;
/** Deliveries by receiver name. */
let deliveries: Map<string, LoggedDelivery>;
let randomDeliveries: LoggedDelivery[];
/** Requests to the receiver with random responses. */
let randomRequests: () => number;

/** Runs all at once, so that they can interfere with each other. */
beforeAll(async () => {
  app = await startTestApp({
    env: { DELIVERY_ALLOW_HTTP: 'true', RETRY_SCHEDULE: `0,${retrySeconds}` },
  });
  const [customer, randomCustomer] = [await createCustomer(app), await createCustomer(app)];
  const nameOf = new Map<string, string>();
  for (const { name, start, isEndless } of hostileReceivers) {
    const receiver = await start();
    receivers.push(receiver);
    nameOf.set(receiver.url, name);
    await customer.createWebhook(receiver.url, { timeoutSeconds: isEndless ? 1 : 30 });
  }
  await startRandomReceiver(randomCustomer);
  await Promise.all([customer.publish(), randomCustomer.publish(randomCount)]);
  const log = await waitForFirstAttempts(customer, hostileReceivers.length);
  deliveries = new Map(log.map((it) => [nameOf.get(it.attempts[0]?.url ?? '') ?? '', it]));
  randomDeliveries = await waitForFirstAttempts(randomCustomer, randomCount);
});
afterAll(async () => {
  await app.stop();
  await Promise.all(receivers.map((it) => it.close()));
});

/** Responds to each request with malformed or almost valid bytes. */
async function startRandomReceiver(customer: Customer): Promise<void> {
  const answers = fc
    .sample(randomResponse, { numRuns: 3 * randomCount })
    .filter(({ ending }) => ending !== 'stay');
  let count = 0;
  const receiver = await startRawReceiver((socket) => {
    const answer = () => void playResponse(socket, answers[(count += 1) % answers.length]!);
    answer();
    socket.on('data', answer);
  });
  receivers.push(receiver);
  randomRequests = () => count;
  await customer.createWebhook(receiver.url, { timeoutSeconds: 1 });
}

async function waitForFirstAttempts(customer: Customer, count: number) {
  await waitUntil(`${count} deliveries have had their attempt`, async () => {
    // Not through the log, which would return megabytes at each check.
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from deliveries
      where workspace_id = ${customer.workspaceId} and attempt_count = 1
    `.execute(app.app.database.em.fork().getKysely());
    return rows[0]?.count === count;
  });
  return customer.log();
}

describe('the log', () => {
  test.each(hostileReceivers)('shows a receiver that $name', ({ name, expected }) => {
    const delivery = deliveries.get(name);
    const succeeded = expected.errorCode === null;
    expect(delivery).toMatchObject({
      status: succeeded ? 'SUCCEEDED' : 'PENDING',
      nextAttemptAt: succeeded ? null : expect.any(String),
      attempts: [{ number: 1, ...expected }],
    });
  });

  test('keeps only a small part of large responses', () => {
    for (const { attempts } of [...deliveries.values(), ...randomDeliveries]) {
      const [attempt] = attempts;
      expect(Buffer.byteLength(attempt?.responseBody ?? '')).toBeLessThanOrEqual(16 * 1024);
      const headers: unknown = attempt?.responseHeaders ?? {};
      expect(JSON.stringify(headers).length).toBeLessThanOrEqual(40 * 1024);
    }
  });

  test('keeps text of binary responses', () => {
    const { responseBody } = deliveries.get('sends NUL, surrogates and invalid UTF-8')!
      .attempts[0]!;
    expect(responseBody).toMatch(/^a\ufffd+b$/);
    const { responseHeaders } = deliveries.get('sends non-ASCII bytes in its headers')!
      .attempts[0]!;
    expect(responseHeaders).toMatchObject({ 'x-~': '\xff\xed\xa0\x80\xc3' });
    const packed = deliveries.get('sends a gzip bomb')!.attempts[0]!;
    expect(packed.responseBody).toBe('x'.repeat(16 * 1024));
  });

  test('has every attempt with its stored response, whatever the bytes', () => {
    expect(randomRequests()).toBeGreaterThan(0);
    const errors = randomDeliveries.flatMap(({ attempts }) =>
      attempts.map(({ responseBodyError }) => responseBodyError),
    );
    expect(errors).toHaveLength(randomCount);
    expect(errors).not.toContain('The response could not be stored.');
  });
});

describe('the next attempt', () => {
  const scheduled = [retrySeconds * (1 - jitter), retrySeconds * (1 + jitter)] as const;
  const daySeconds = 86_400;
  const rows: [retryAfter: string, least: number, most: number][] = [
    ['1e300', ...scheduled],
    ['-1', ...scheduled],
    ['NaN', ...scheduled],
    ['Thu, 01 Jan 1970 00:00:00 GMT', ...scheduled],
    ['1970', 1_970, 1_970],
    ['9999', 9_999, 9_999],
    ['9'.repeat(40), daySeconds, daySeconds],
    ['Fri, 31 Dec 9999 23:59:59 GMT', daySeconds, daySeconds],
  ];
  test.each(rows)('after Retry-After: %s is %d to %d s away', (retryAfter, least, most) => {
    const { attempts, nextAttemptAt } = deliveries.get(`sends Retry-After: ${retryAfter}`)!;
    const { startedAt, durationMs } = attempts[0]!;
    const endedMs = Date.parse(startedAt) + durationMs!;
    const seconds = (Date.parse(nextAttemptAt!) - endedMs) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(least - 1);
    // Measured from the record of the attempt, which a busy machine may write seconds later.
    expect(seconds).toBeLessThanOrEqual(most + 60);
  });
});

describe('the sender', () => {
  test('has no open connection at the end', async () => {
    await waitUntil('all connections are closed', () =>
      receivers.every(({ openCount }) => openCount() === 0),
    );
  });
});
