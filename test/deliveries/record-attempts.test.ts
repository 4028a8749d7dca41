import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  amendAttempts,
  findUnknownAttempts,
  expireLeases,
  recordAttempts,
  type AttemptFacts,
} from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

/** Adds a workspace with one webhook and claimed deliveries. */
async function addClaimed(count: number, leaseSeconds = 30) {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  await database.publish(workspace, { count });
  const claimed = await database.claim([webhook], { leaseSeconds });
  return { workspace, webhook, claimed };
}

async function countsOf(webhook: string) {
  const rows = await database.query<{ succeeded: number; failed: number }>(
    `select coalesce(sum(succeeded_count), 0)::int as succeeded, coalesce(sum(failed_count), 0)::int as failed
     from webhook_hours where webhook_id = '${webhook}'`,
  );
  return rows[0];
}

/** Returns the ids in each change row of the workspace, latest row last. */
async function changesOf(workspace: string): Promise<string[][]> {
  const rows = await database.query<{ ids: string[] }>(
    `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}' order by created_at`,
  );
  return rows.map(({ ids }) => ids.sort());
}

const everything: Omit<AttemptFacts, 'digest'> = {
  startedAt: new Date('2026-01-15T10:30:00.123Z'),
  durationMs: 1_234,
  ...{ lookUpMs: 1, connectMs: 20, tlsMs: 300, firstByteMs: 900 },
  isConnectionReused: false,
  remoteAddress: '2001:db8::5',
  url: 'https://hooks.example.com/orders?a="b"',
  format: 'SLACK',
  requestBody: '{"text":"line one\\n\"two\""}',
  requestHeaders: { 'webhook-signature': 'v1,abc=', 'x-odd': 'a "quoted", {braced} \\ value' },
  responseStatus: 999,
  responseHeaders: { 'x-nul': '\u0000', 'x-latin': 'é' },
  responseBody: 'line one\n"two", {three} \\ NULL \u{1F600}',
  responseBodyCut: true,
  responseBodyError: 'The body is longer than the 16 KiB that are kept.',
  errorCode: 'INVALID_RESPONSE',
  errorMessage: 'The receiver sent an invalid HTTP response (status 999).',
};

describe('recordAttempts', () => {
  test('writes every field of the attempt', async () => {
    const { claimed } = await addClaimed(2);
    const digest = claimed.map(({ id }) => id);
    const next = { status: 'PENDING', delayMs: 5_000 } as const;
    await recordAttempts(
      database.em(),
      claimed.map((delivery) => resultOf(delivery, next, { ...everything, digest })),
    );

    const [attempt] = await database.readAttempts(digest[0]!);
    const names = { deliveryId: digest[0]!, number: 1, digestSize: 2 };
    expect({ ...attempt }).toEqual({ ...names, ...everything });
  });

  test('moves each delivery to its next state and copies its last response', async () => {
    const { claimed } = await addClaimed(3);
    const [first, second, third] = claimed;
    const lost = await recordAttempts(database.em(), [
      resultOf(first!),
      resultOf(
        second!,
        { status: 'FAILED', reason: 'RECEIVER_GONE' },
        { ...unavailable, responseStatus: 410 },
      ),
      resultOf(third!, { status: 'PENDING', delayMs: 60_000 }, { ...unavailable, durationMs: 77 }),
    ]);

    expect(lost).toEqual([]);
    const [succeeded, failed, pending] = await Promise.all(
      claimed.map(({ id }) => database.readDelivery(id)),
    );
    expect(succeeded).toMatchObject({
      status: 'SUCCEEDED',
      statusReason: null,
    });
    expect(succeeded!.updatedAt).toBeInstanceOf(Date);
    expect(failed).toMatchObject({
      status: 'FAILED',
      statusReason: 'RECEIVER_GONE',
      responseStatus: 410,
    });
    expect(pending).toMatchObject({
      status: 'PENDING',
      attemptCount: 1,
      responseStatus: 503,
      responseTimeMs: 77,
    });
    expect(await database.readQueued(first!.id)).toBeUndefined();
    expect(await database.readQueued(second!.id)).toBeUndefined();
    const queued = await database.readQueued(third!.id);
    expect(queued).toMatchObject({ claimToken: null, attemptCount: 1 });
    expect(queued!.dueAt.getTime()).toBeGreaterThan(Date.now() + 30_000);
    expect(pending!.nextAttemptAt).toEqual(queued!.dueAt);
  });

  test('writes nothing for a stale token and returns the results that were not written', async () => {
    const { webhook, claimed } = await addClaimed(2);
    const [held, lost] = claimed;
    const stale = resultOf({ ...lost!, token: randomUUID() });
    expect(await recordAttempts(database.em(), [resultOf(held!), stale])).toEqual([stale]);

    expect(await database.readDelivery(lost!.id)).toMatchObject({
      status: 'PENDING',
      attemptCount: 0,
    });
    expect(await database.readQueued(lost!.id)).toMatchObject({ claimToken: lost!.token });
    expect(await database.readAttempts(lost!.id)).toEqual([]);
    expect(await countsOf(webhook)).toEqual({ succeeded: 1, failed: 0 });
  });

  test.each([
    ['old one first', false],
    ['new one first', true],
  ])(
    'writes the result of the current claim if a batch has two for a delivery: %s',
    async (_, isNewFirst) => {
      const { webhook, claimed } = await addClaimed(1, 0);
      await expireLeases(database.em(), decideAfter(10));
      const [present] = await database.claim([webhook]);
      const late = resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, unavailable);
      const inTime = resultOf(present!);
      const batch = isNewFirst ? [inTime, late] : [late, inTime];

      expect(await recordAttempts(database.em(), batch)).toEqual([late]);
      expect(await database.readQueued(present!.id)).toBeUndefined();
      expect(await database.readDelivery(present!.id)).toMatchObject({
        status: 'SUCCEEDED',
        attemptCount: 2,
        responseStatus: 200,
      });
      expect(await database.readAttempts(present!.id)).toMatchObject([
        { number: 1, errorCode: 'OUTCOME_UNKNOWN' },
        { number: 2, errorCode: null },
      ]);
      expect(await countsOf(webhook)).toEqual({ succeeded: 1, failed: 0 });
    },
  );

  test('writes a result once, however often it is given', async () => {
    const { webhook, claimed } = await addClaimed(1);
    const result = resultOf(claimed[0]!);
    await recordAttempts(database.em(), [result]);

    expect(await recordAttempts(database.em(), [result])).toEqual([result]);
    expect(await countsOf(webhook)).toEqual({ succeeded: 1, failed: 0 });
  });

  test('counts each finished delivery once, and no others', async () => {
    const { webhook, claimed } = await addClaimed(6);
    const next = (n: number) =>
      n < 3
        ? ({ status: 'SUCCEEDED' } as const)
        : n < 5
          ? ({ status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' } as const)
          : ({ status: 'PENDING', delayMs: 0 } as const);
    await recordAttempts(
      database.em(),
      claimed.slice(0, 2).map((delivery, n) => resultOf(delivery, next(n))),
    );
    await recordAttempts(
      database.em(),
      claimed.slice(2).map((delivery, n) => resultOf(delivery, next(n + 2))),
    );

    expect(await countsOf(webhook)).toEqual({ succeeded: 3, failed: 2 });
  });

  test('counts correctly when batches are recorded at the same time', async () => {
    const batches = [await addClaimed(20), await addClaimed(20)];
    const mixed = Array.from({ length: 10 }, (_, n) =>
      batches.flatMap(({ claimed }) => claimed.slice(2 * n, 2 * n + 2)),
    );
    await Promise.all(
      mixed.map((claims, n) =>
        recordAttempts(
          database.em(),
          (n % 2 ? claims.toReversed() : claims).map((claim) => resultOf(claim)),
        ),
      ),
    );

    for (const { webhook } of batches) {
      expect(await countsOf(webhook)).toEqual({ succeeded: 20, failed: 0 });
    }
  });

  test('adds one row per workspace to the change table', async () => {
    const [a, b] = [await addClaimed(2), await addClaimed(1)];
    await recordAttempts(
      database.em(),
      [...a.claimed, ...b.claimed].map((claim) => resultOf(claim)),
    );

    expect((await changesOf(a.workspace)).slice(1)).toEqual([a.claimed.map(({ id }) => id).sort()]);
    expect((await changesOf(b.workspace)).slice(1)).toEqual([b.claimed.map(({ id }) => id)]);
  });

  test('writes a batch with deliveries of several days', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const made = await database.publish(workspace, { count: 4 });
    await database.moveToYesterday(made.slice(0, 2).map(({ id }) => id));
    const claimed = await database.claim([webhook]);

    const stale = claimed.map((claim) => resultOf({ ...claim, token: randomUUID() }));
    expect(await recordAttempts(database.em(), stale)).toEqual(expect.arrayContaining(stale));
    expect(
      await recordAttempts(
        database.em(),
        claimed.map((claim) => resultOf(claim)),
      ),
    ).toEqual([]);
    expect(claimed).toHaveLength(4);
    expect(await countsOf(webhook)).toEqual({ succeeded: 4, failed: 0 });
  });

  test('accepts an empty batch', async () => {
    expect(await recordAttempts(database.em(), [])).toEqual([]);
  });
});

test('a result recorded twice, after the first reply was lost, does not count as a lost lease', async () => {
  const { claimed } = await addClaimed(2);
  const results = claimed.map((one) => resultOf(one));
  expect(await recordAttempts(database.em(), results)).toEqual([]);
  expect(await recordAttempts(database.em(), results)).toHaveLength(2);
  expect(await findUnknownAttempts(database.em(), results)).toEqual([]);
});

describe('amendAttempts', () => {
  test('completes an attempt with unknown outcome and does not change the delivery', async () => {
    const { workspace, webhook, claimed } = await addClaimed(1, 0);
    const [lost] = claimed;
    await expireLeases(database.em(), decideAfter(10));
    await database.claim([webhook]); // another process makes the second attempt
    const before = await database.readDelivery(lost!.id);
    const late = resultOf(
      lost!,
      { status: 'SUCCEEDED' },
      { ...everything, errorCode: null, errorMessage: null },
    );

    expect(await recordAttempts(database.em(), [late])).toEqual([late]);
    expect(await findUnknownAttempts(database.em(), [late])).toEqual([late]);
    await amendAttempts(database.em(), [late]);
    const { digest, ...shown } = late.facts;
    expect(digest).toBeNull();
    expect(await database.readAttempts(lost!.id)).toEqual([
      { deliveryId: lost!.id, number: 1, digestSize: null, ...shown },
    ]);
    expect({ ...(await database.readDelivery(lost!.id)) }).toEqual({ ...before });
    expect((await changesOf(workspace)).at(-1)).toEqual([lost!.id]);
  });

  test('keeps the size of a digest, and none of its texts', async () => {
    const { claimed } = await addClaimed(2, 0);
    await expireLeases(database.em(), decideAfter(10));
    const digest = claimed.map(({ id }) => id);
    const late = resultOf(claimed[0]!, { status: 'SUCCEEDED' }, { ...everything, digest });
    await amendAttempts(database.em(), [late]);
    expect(await database.readAttempts(digest[0]!)).toMatchObject([
      { digestSize: 2, responseStatus: 999, requestBody: null, responseBody: null },
    ]);
  });

  test('leaves the response headers null for a request that got no response', async () => {
    const { claimed } = await addClaimed(1, 0);
    await expireLeases(database.em(), decideAfter(10));
    const timeout = {
      responseStatus: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'TIMEOUT',
    } as const;
    await amendAttempts(database.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, timeout),
    ]);

    expect(
      await database.query(
        `select response_headers is null as "headersAreNull" from attempts where delivery_id = '${claimed[0]!.id}'`,
      ),
    ).toEqual([{ headersAreNull: true }]);
  });

  test('completes only the attempt of its own claim, even if the next one is also unknown', async () => {
    const { webhook, claimed } = await addClaimed(1, 0);
    await expireLeases(database.em(), decideAfter(10));
    await database.claim([webhook], { leaseSeconds: 0 });
    await expireLeases(database.em(), decideAfter(10));
    await amendAttempts(database.em(), [resultOf(claimed[0]!)]);

    expect(await database.readAttempts(claimed[0]!.id)).toMatchObject([
      { number: 1, errorCode: null, responseStatus: 200 },
      { number: 2, errorCode: 'OUTCOME_UNKNOWN' },
    ]);
  });

  test('changes no attempt whose outcome is known', async () => {
    const { claimed } = await addClaimed(1);
    await recordAttempts(database.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, unavailable),
    ]);
    await amendAttempts(database.em(), [resultOf(claimed[0]!)]);

    const attempts = await database.readAttempts(claimed[0]!.id);
    expect(attempts).toMatchObject([{ responseStatus: 503, errorCode: 'HTTP_SERVER_ERROR' }]);
  });
});
