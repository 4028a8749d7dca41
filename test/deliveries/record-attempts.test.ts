import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  amendAttempts,
  findUnknownAttempts,
  AttemptEntity,
  expireLeases,
  recordAttempts,
  type AttemptFacts,
} from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryLab,
  resultOf,
  unavailable,
  type DeliveryLab,
} from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

/** A workspace with one webhook and deliveries that were claimed. */
async function addClaimed(count: number, leaseSeconds = 30) {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  await lab.publish(workspace, { count });
  const claimed = await lab.claim([webhook], { leaseSeconds });
  return { workspace, webhook, claimed };
}

async function countsOf(webhook: string) {
  const rows = await lab.query<{ succeeded: number; failed: number }>(
    `select coalesce(sum(succeeded_count), 0)::int as succeeded, coalesce(sum(failed_count), 0)::int as failed
     from webhook_hours where webhook_id = '${webhook}'`,
  );
  return rows[0];
}

/** The ids that each change row of the workspace holds, the latest row last. */
async function changesOf(workspace: string): Promise<string[][]> {
  const rows = await lab.query<{ ids: string[] }>(
    `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}' order by created_at`,
  );
  return rows.map(({ ids }) => ids.sort());
}

const everything: AttemptFacts = {
  startedAt: new Date('2026-01-15T10:30:00.123Z'),
  durationMs: 1_234,
  url: 'https://hooks.example.com/orders?a="b"',
  requestHeaders: { 'webhook-signature': 'v1,abc=', 'x-odd': 'a "quoted", {braced} \\ value' },
  responseStatus: 999,
  responseHeaders: { 'x-nul': '\u0000', 'x-latin': 'é' },
  responseBody: 'line one\n"two", {three} \\ NULL \u{1F600}',
  responseBodyCut: true,
  responseBodyError: 'The body is longer than the 16 KiB that are kept.',
  errorCode: 'INVALID_RESPONSE',
  errorMessage: 'The answer of the receiver is not a valid HTTP response (status 999).',
};

describe('recordAttempts', () => {
  test('writes the attempt exactly as it was', async () => {
    const { claimed } = await addClaimed(1);
    await recordAttempts(lab.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 5_000 }, everything),
    ]);

    const [attempt] = await lab.em().find(AttemptEntity, { deliveryId: claimed[0]!.id });
    expect({ ...attempt }).toEqual({ deliveryId: claimed[0]!.id, number: 1, ...everything });
  });

  test('moves each delivery to its next state and shows its last attempt there', async () => {
    const { claimed } = await addClaimed(3);
    const [first, second, third] = claimed;
    const lost = await recordAttempts(lab.em(), [
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
      claimed.map(({ id }) => lab.readDelivery(id)),
    );
    expect(succeeded).toMatchObject({
      status: 'SUCCEEDED',
      statusReason: null,
      dueAt: null,
      claimToken: null,
    });
    expect(succeeded!.completedAt).toBeInstanceOf(Date);
    expect(failed).toMatchObject({
      status: 'FAILED',
      statusReason: 'RECEIVER_GONE',
      responseStatus: 410,
    });
    expect(pending).toMatchObject({
      status: 'PENDING',
      attemptCount: 1,
      claimToken: null,
      completedAt: null,
      responseStatus: 503,
      responseTimeMs: 77,
    });
    expect(pending!.dueAt!.getTime()).toBeGreaterThan(Date.now() + 30_000);
  });

  test('writes nothing for a stale token and tells which were not written', async () => {
    const { webhook, claimed } = await addClaimed(2);
    const [held, lost] = claimed;
    const stale = resultOf({ ...lost!, token: randomUUID() });
    expect(await recordAttempts(lab.em(), [resultOf(held!), stale])).toEqual([stale]);

    expect(await lab.readDelivery(lost!.id)).toMatchObject({
      status: 'PENDING',
      attemptCount: 0,
      claimToken: lost!.token,
    });
    expect(await lab.em().count(AttemptEntity, { deliveryId: lost!.id })).toBe(0);
    expect(await countsOf(webhook)).toEqual({ succeeded: 1, failed: 0 });
  });

  test('tells an old claim of a delivery from a new one when both are in one batch', async () => {
    const { webhook, claimed } = await addClaimed(1, 0);
    await expireLeases(lab.em(), decideAfter(10));
    const [present] = await lab.claim([webhook]);
    const [late, inTime] = [resultOf(claimed[0]!, undefined, unavailable), resultOf(present!)];

    expect(await recordAttempts(lab.em(), [late, inTime])).toEqual([late]);
    expect(await lab.readDelivery(present!.id)).toMatchObject({
      status: 'SUCCEEDED',
      attemptCount: 2,
      responseStatus: 200,
    });
    const where = { deliveryId: present!.id };
    const attempts = await lab.em().find(AttemptEntity, where, { orderBy: { number: 'asc' } });
    expect(attempts).toMatchObject([
      { number: 1, errorCode: 'OUTCOME_UNKNOWN' },
      { number: 2, errorCode: null },
    ]);
  });

  test('writes a result once, however often it is given', async () => {
    const { webhook, claimed } = await addClaimed(1);
    const result = resultOf(claimed[0]!);
    await recordAttempts(lab.em(), [result]);

    expect(await recordAttempts(lab.em(), [result])).toEqual([result]);
    expect(await countsOf(webhook)).toEqual({ succeeded: 1, failed: 0 });
  });

  test('counts what ended, each once, and nothing that goes on', async () => {
    const { webhook, claimed } = await addClaimed(6);
    const next = (n: number) =>
      n < 3
        ? ({ status: 'SUCCEEDED' } as const)
        : n < 5
          ? ({ status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' } as const)
          : ({ status: 'PENDING', delayMs: 0 } as const);
    await recordAttempts(
      lab.em(),
      claimed.slice(0, 2).map((delivery, n) => resultOf(delivery, next(n))),
    );
    await recordAttempts(
      lab.em(),
      claimed.slice(2).map((delivery, n) => resultOf(delivery, next(n + 2))),
    );

    expect(await countsOf(webhook)).toEqual({ succeeded: 3, failed: 2 });
  });

  test('counts truly when batches are recorded at the same time', async () => {
    const batches = [await addClaimed(20), await addClaimed(20)];
    const mixed = Array.from({ length: 10 }, (_, n) =>
      batches.flatMap(({ claimed }) => claimed.slice(2 * n, 2 * n + 2)),
    );
    await Promise.all(
      mixed.map((claims, n) =>
        recordAttempts(
          lab.em(),
          (n % 2 ? claims.toReversed() : claims).map((claim) => resultOf(claim)),
        ),
      ),
    );

    for (const { webhook } of batches) {
      expect(await countsOf(webhook)).toEqual({ succeeded: 20, failed: 0 });
    }
  });

  test('tells the change table, one row a workspace', async () => {
    const [a, b] = [await addClaimed(2), await addClaimed(1)];
    await recordAttempts(
      lab.em(),
      [...a.claimed, ...b.claimed].map((claim) => resultOf(claim)),
    );

    expect((await changesOf(a.workspace)).slice(1)).toEqual([a.claimed.map(({ id }) => id).sort()]);
    expect((await changesOf(b.workspace)).slice(1)).toEqual([b.claimed.map(({ id }) => id)]);
  });

  test('writes a batch that mixes days', async () => {
    const workspace = await lab.addWorkspace();
    const webhook = await lab.addWebhook(workspace);
    const made = await lab.publish(workspace, { count: 4 });
    await lab.moveToYesterday(made.slice(0, 2).map(({ id }) => id));
    const claimed = await lab.claim([webhook]);

    const stale = claimed.map((claim) => resultOf({ ...claim, token: randomUUID() }));
    expect(await recordAttempts(lab.em(), stale)).toEqual(expect.arrayContaining(stale));
    expect(
      await recordAttempts(
        lab.em(),
        claimed.map((claim) => resultOf(claim)),
      ),
    ).toEqual([]);
    expect(claimed).toHaveLength(4);
    expect(await countsOf(webhook)).toEqual({ succeeded: 4, failed: 0 });
  });

  test('takes an empty batch', async () => {
    expect(await recordAttempts(lab.em(), [])).toEqual([]);
  });
});

test('what was recorded, while the answer was lost, is not taken for a lost lease when it is recorded again', async () => {
  const { claimed } = await addClaimed(2);
  const results = claimed.map((one) => resultOf(one));
  expect(await recordAttempts(lab.em(), results)).toEqual([]);
  expect(await recordAttempts(lab.em(), results)).toHaveLength(2);
  expect(await findUnknownAttempts(lab.em(), results)).toEqual([]);
});

describe('amendAttempts', () => {
  test('completes an attempt whose outcome was unknown and leaves the delivery alone', async () => {
    const { workspace, webhook, claimed } = await addClaimed(1, 0);
    const [lost] = claimed;
    await expireLeases(lab.em(), decideAfter(10));
    await lab.claim([webhook]); // another process makes the second one
    const before = await lab.readDelivery(lost!.id);
    const late = resultOf(
      lost!,
      { status: 'SUCCEEDED' },
      { ...everything, errorCode: null, errorMessage: null },
    );

    expect(await recordAttempts(lab.em(), [late])).toEqual([late]);
    expect(await findUnknownAttempts(lab.em(), [late])).toEqual([late]);
    await amendAttempts(lab.em(), [late]);
    const attempts = await lab.em().find(AttemptEntity, { deliveryId: lost!.id });
    expect(attempts.map((attempt) => ({ ...attempt }))).toEqual([
      { deliveryId: lost!.id, number: 1, ...late.facts },
    ]);
    expect({ ...(await lab.readDelivery(lost!.id)) }).toEqual({ ...before });
    expect((await changesOf(workspace)).at(-1)).toEqual([lost!.id]);
  });

  test('keeps what was not known null: headers of a request that got no response', async () => {
    const { claimed } = await addClaimed(1, 0);
    await expireLeases(lab.em(), decideAfter(10));
    const timeout = {
      responseStatus: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'TIMEOUT',
    } as const;
    await amendAttempts(lab.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, timeout),
    ]);

    expect(
      await lab.query(
        `select response_headers is null as "headersAreNull" from attempts where delivery_id = '${claimed[0]!.id}'`,
      ),
    ).toEqual([{ headersAreNull: true }]);
  });

  test('completes the attempt of its own claim, also when the next one is unknown as well', async () => {
    const { webhook, claimed } = await addClaimed(1, 0);
    await expireLeases(lab.em(), decideAfter(10));
    await lab.claim([webhook], { leaseSeconds: 0 });
    await expireLeases(lab.em(), decideAfter(10));
    await amendAttempts(lab.em(), [resultOf(claimed[0]!)]);

    const where = { deliveryId: claimed[0]!.id };
    const attempts = await lab.em().find(AttemptEntity, where, { orderBy: { number: 'asc' } });
    expect(attempts).toMatchObject([
      { number: 1, errorCode: null, responseStatus: 200 },
      { number: 2, errorCode: 'OUTCOME_UNKNOWN' },
    ]);
  });

  test('changes no attempt whose outcome is known', async () => {
    const { claimed } = await addClaimed(1);
    await recordAttempts(lab.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, unavailable),
    ]);
    await amendAttempts(lab.em(), [resultOf(claimed[0]!)]);

    const attempts = await lab.em().find(AttemptEntity, { deliveryId: claimed[0]!.id });
    expect(attempts).toMatchObject([{ responseStatus: 503, errorCode: 'HTTP_SERVER_ERROR' }]);
  });
});
