import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  amendAttempts,
  endDeliveries,
  endTextless,
  expireLeases,
  recordAttempts,
} from '../../src/deliveries/index.ts';
import { eraseEvent } from '../../src/events/erase-event.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
// `endTextless` ends the deliveries of all workspaces, so each test begins without those of the others.
beforeEach(async () => {
  while ((await endTextless(database.em())) > 0);
});
afterAll(() => database.close());

const wakeUps = { wake: () => undefined };
const retry = { status: 'PENDING', delayMs: 3_600_000 } as const;
/** Repeats the body in everything that the log keeps of a response. */
const echoed = {
  responseStatus: 503,
  responseHeaders: { 'x-echo': 'Anna' },
  responseBody: 'Anna',
  responseBodyCut: true,
  errorCode: 'INVALID_RESPONSE',
  errorMessage: 'The receiver sent an invalid HTTP response (it began with "Anna (1)").',
} as const;
const erasedAttempt = {
  responseStatus: 503,
  responseHeaders: null,
  responseBody: null,
  responseBodyCut: false,
  responseBodyError: 'The response was erased together with the event.',
  errorCode: 'INVALID_RESPONSE',
  errorMessage: 'The receiver sent an invalid HTTP response.',
};

const noResponse = { responseStatus: null, responseHeaders: null, responseBody: null };

/** Publishes events and leases their deliveries to a process. */
async function lease(count = 1, leaseSeconds = 30) {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  const made = await database.publish(workspace, { count });
  const claimed = await database.claim([webhook], { leaseSeconds });
  const erase = (n = 0) =>
    eraseEvent(database.em(), wakeUps, workspace, encodeId(IdPrefix.event, made[n]!.eventId));
  return { workspace, webhook, made, claimed, erase };
}

describe('of an erased event', () => {
  test('a result is recorded without its texts, and those of other events in the same batch with theirs', async () => {
    const { claimed, erase } = await lease(3);
    await erase(1);
    await recordAttempts(
      database.em(),
      claimed.map((claim) => resultOf(claim, retry, echoed)),
    );
    const [first, erased, last] = claimed.map(({ id }) => id);
    expect(await database.readAttempts(erased!)).toMatchObject([erasedAttempt]);
    for (const id of [first!, last!]) {
      expect(await database.readAttempts(id)).toMatchObject([echoed]);
    }
    expect(await endTextless(database.em())).toBe(1);
  });

  test.each([
    ['recorded', true],
    ['erased', false],
  ])(
    'an attempt without a response does not show one that was erased, %s later',
    async (_, isFirst) => {
      const { claimed, erase } = await lease();
      const [{ id }] = claimed as [(typeof claimed)[0]];
      const failed = {
        ...noResponse,
        errorCode: 'TLS_ERROR',
        errorMessage: 'TLS failed.',
      } as const;
      if (isFirst) await erase();
      await recordAttempts(database.em(), [resultOf(claimed[0]!, retry, failed)]);
      if (!isFirst) await erase();
      expect(await database.readAttempts(id)).toMatchObject([
        { ...failed, responseBodyError: null },
      ]);
    },
  );

  test('a delivery ends when its result would be followed by another attempt', async () => {
    const { claimed, made, erase } = await lease();
    await erase();
    expect(await endTextless(database.em())).toBe(0); // it is still leased
    await recordAttempts(database.em(), [resultOf(claimed[0]!, retry, echoed)]);
    expect(await endTextless(database.em())).toBe(1);
    expect(await database.readDelivery(made[0]!.id)).toMatchObject({
      ...{ status: 'FAILED', statusReason: 'PAYLOAD_ERASED', attemptCount: 1 },
    });
  });

  test.each([
    ['before the lease was lost', true],
    ['after the lease was lost', false],
  ])('a result that comes too late is amended without its texts, erased %s', async (_, isFirst) => {
    const { claimed, made, erase } = await lease(1, 0);
    if (isFirst) await erase();
    await expireLeases(database.em(), decideAfter(10));
    if (!isFirst) await erase();
    await amendAttempts(database.em(), [resultOf(claimed[0]!, retry, echoed)]);
    expect(await database.readAttempts(made[0]!.id)).toMatchObject([erasedAttempt]);
  });

  test('all deliveries are erased, however many there are', async () => {
    const workspace = await database.addWorkspace();
    const count = 1_100;
    await Promise.all(Array.from({ length: count }, () => database.addWebhook(workspace)));
    const made = await database.publish(workspace);
    expect(made).toHaveLength(count);
    const eventId = encodeId(IdPrefix.event, made[0]!.eventId);
    await eraseEvent(database.em(), wakeUps, workspace, eventId);
    expect(
      await database.query(
        `select status_reason as reason, count(*)::int from deliveries where workspace_id = '${workspace}' group by 1`,
      ),
    ).toEqual([{ reason: 'PAYLOAD_ERASED', count }]);
  });

  test('a result that is recorded at the same time leaves no text', async () => {
    const { claimed, made, erase } = await lease(100);
    const records = claimed.map((claim) =>
      recordAttempts(database.em(), [resultOf(claim, { status: 'SUCCEEDED' }, echoed)]),
    );
    await Promise.all([...records, ...made.map((_, n) => erase(n))]);
    for (const { id } of made)
      expect(await database.readAttempts(id)).toMatchObject([erasedAttempt]);
  });
});

test('a delivery without a text whose event is gone ends as EXPIRED', async () => {
  const workspace = await database.addWorkspace();
  await database.addWebhook(workspace);
  const [made] = await database.publish(workspace);
  await database.query(`delete from events where id = '${made!.eventId}'`);
  await database.query(
    `update delivery_queue set body_bytes = 0 where delivery_id = '${made!.id}'`,
  );
  expect(await endTextless(database.em())).toBe(1);
  expect(await database.readDelivery(made!.id)).toMatchObject({ statusReason: 'EXPIRED' });
});

test('a delivery of a workspace that is being deleted ends with that reason, also a test', async () => {
  const { workspace, webhook } = await lease(0);
  await database.publish(workspace);
  await database.publish(workspace, { addressee: { webhookId: webhook, trigger: 'TEST' } });
  await database.query(`insert into workspace_deletions (workspace_id) values ('${workspace}')`);
  await database.changeWebhook(webhook, 'deleted_at = now()');
  expect(await endDeliveries(database.em(), webhook)).toBe(2);
  expect(
    await database.query(
      `select distinct status_reason as reason from deliveries where workspace_id = '${workspace}'`,
    ),
  ).toEqual([{ reason: 'WORKSPACE_DELETED' }]);
});
