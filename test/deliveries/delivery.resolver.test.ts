import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  amendAttempts,
  deliveryFinder,
  describeError,
  expireLeases,
  recordAttempts,
} from '../../src/deliveries/index.ts';
import { encodeId, IdPrefix, timeOfId } from '../../src/kernel/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';
import { contextOf, execute, query, scheduleLength } from './fixture/graph-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const deliveryId = (uuid: string) => encodeId(IdPrefix.delivery, uuid);
const webhookId = (uuid: string) => encodeId(IdPrefix.webhook, uuid);
/** Converts to API ids, newest first: a UUIDv7 sorts by its time. */
const newestFirst = (rows: { id: string }[]) =>
  rows
    .map(({ id }) => id)
    .sort()
    .reverse()
    .map(deliveryId);

async function addWebhook() {
  const workspace = await database.addWorkspace();
  return { workspace, webhook: await database.addWebhook(workspace) };
}

interface Page {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function readPage(workspace: string, variables: Record<string, unknown>): Promise<Page> {
  const data = await query<{ deliveries: Page }>(
    contextOf(database.em(), workspace),
    `query ($first: Int! = 20, $after: String, $filter: DeliveryFilter) {
      deliveries(first: $first, after: $after, filter: $filter) {
        nodes { id } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables,
  );
  return data.deliveries;
}

const idsIn = (page: Page) => page.nodes.map(({ id }) => id);

const everyField = `
  id eventType webhookId trigger status statusReason attemptCount maxAttempts errorCode errorMessage
  responseStatus responseTimeMs requestHeaders nextAttemptAt createdAt updatedAt completedAt
  webhook { id } lastAttempt { number errorCode responseStatus }
  attempts {
    number url startedAt durationMs lookUpMs connectMs tlsMs firstByteMs isConnectionReused
    remoteAddress requestHeaders responseStatus responseHeaders responseBody responseBodyCut
    responseBodyError errorCode errorMessage
  }`;

async function readDelivery(workspace: string, uuid: string) {
  const { delivery } = await query<{ delivery: Record<string, unknown> | null }>(
    contextOf(database.em(), workspace),
    `query ($id: ID!) { delivery(id: $id) { ${everyField} } }`,
    { id: deliveryId(uuid) },
  );
  return delivery;
}

describe('deliveries', () => {
  test('pages newest first, each delivery once, while new ones are added', async () => {
    const { workspace } = await addWebhook();
    const made = await database.publish(workspace, { count: 7 });
    await database.moveToYesterday([made[0]!.id]);
    const before = await database.query<{ id: string }>(
      `select id from deliveries where workspace_id = '${workspace}'`,
    );

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await readPage(workspace, { first: 2, after });
      seen.push(...idsIn(page));
      await database.publish(workspace);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(newestFirst(before));
  });

  test('lists the oldest first, and shows a page in the order of the list in both directions', async () => {
    const { workspace } = await addWebhook();
    const made = await database.publish(workspace, { count: 5 });
    const oldestFirst = newestFirst(made).reverse();

    const read = (variables: string) =>
      query<{ deliveries: Page }>(
        contextOf(database.em(), workspace),
        `{ deliveries(${variables}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      ).then(({ deliveries }) => deliveries);
    const oldest = 'orderBy: { direction: ASC }';
    const first = await read(`first: 2, ${oldest}`);
    expect(idsIn(first)).toEqual(oldestFirst.slice(0, 2));
    const { endCursor } = first.pageInfo;
    const second = await read(`first: 2, after: "${endCursor}", ${oldest}`);
    expect(idsIn(second)).toEqual(oldestFirst.slice(2, 4));
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(idsIn(await read(`last: 2, ${oldest}`))).toEqual(oldestFirst.slice(3));
    // A cursor is a place in time: the other direction goes back from there.
    expect(idsIn(await read(`first: 5, after: "${endCursor}"`))).toEqual([oldestFirst[0]]);
    expect(idsIn(await read(`last: 5, before: "${endCursor}"`))).toEqual(
      newestFirst(made).slice(0, 3),
    );
    expect(idsIn(await read('orderBy: {}'))).toEqual(newestFirst(made));
  });

  test('filters by webhook, status, trigger and event type, alone and together', async () => {
    const { workspace, webhook } = await addWebhook();
    const other = await database.addWebhook(workspace, ['*']);
    await database.publish(workspace);
    await database.publish(workspace, { type: 'item.deleted' });
    await database.publish(workspace, { addressee: { webhookId: webhook, trigger: 'TEST' } });
    const claimed = await database.claim([webhook, other]);
    const find = (match: Partial<(typeof claimed)[number]>) =>
      claimed.filter((row) =>
        Object.entries(match).every(([key, value]) => row[key as never] === value),
      );
    const failed = find({ webhookId: webhook, trigger: 'EVENT' });
    await recordAttempts(database.em(), [
      resultOf(failed[0]!, { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' }, unavailable),
    ]);

    const read = async (filter: Record<string, unknown>) =>
      idsIn(await readPage(workspace, { filter }));
    expect(await read({})).toEqual(newestFirst(claimed));
    expect(await read({ webhookIds: [webhookId(other)] })).toEqual(
      newestFirst(find({ webhookId: other })),
    );
    expect(await read({ statuses: ['FAILED'] })).toEqual(newestFirst(failed));
    expect(await read({ triggers: ['TEST'] })).toEqual(newestFirst(find({ trigger: 'TEST' })));
    expect(await read({ eventTypes: ['item.deleted'] })).toEqual(
      newestFirst(find({ eventType: 'item.deleted' })),
    );
    expect(
      await read({
        webhookIds: [webhookId(other)],
        statuses: ['PENDING'],
        triggers: ['EVENT'],
        eventTypes: ['rent.created'],
      }),
    ).toEqual(newestFirst(find({ webhookId: other, eventType: 'rent.created' })));
  });

  test('filters by the class of the last status; unusual statuses and no response have no class', async () => {
    const { workspace, webhook } = await addWebhook();
    const statuses = [200, 299, 302, 404, 500, 599, 999, null];
    await database.publish(workspace, { count: statuses.length });
    const claimed = await database.claim([webhook]);
    const failed = { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' } as const;
    await recordAttempts(
      database.em(),
      claimed.map((claim, n) => resultOf(claim, failed, { responseStatus: statuses[n] ?? null })),
    );

    const read = async (responseStatusClass: string) =>
      idsIn(
        await readPage(workspace, { filter: { responseStatusClasses: [responseStatusClass] } }),
      );
    expect(await read('STATUS_2XX')).toEqual(newestFirst(claimed.slice(0, 2)));
    expect(await read('STATUS_3XX')).toEqual(newestFirst(claimed.slice(2, 3)));
    expect(await read('STATUS_4XX')).toEqual(newestFirst(claimed.slice(3, 4)));
    expect(await read('STATUS_5XX')).toEqual(newestFirst(claimed.slice(4, 6)));
  });

  test('filters by creation time, to the millisecond and across days', async () => {
    const { workspace } = await addWebhook();
    const [old, young] = await database.publish(workspace, { count: 2 });
    const [oldId] = await database.moveToYesterday([old!.id]);
    const ids = { old: deliveryId(oldId!), young: deliveryId(young!.id) };
    const oldAt = timeOfId(oldId!);
    const youngAt = timeOfId(young!.id);
    const msLater = (instant: Date) => new Date(instant.getTime() + 1);

    const read = async (createdAfter: Date | string | null, createdBefore: Date | string | null) =>
      idsIn(await readPage(workspace, { filter: { createdAfter, createdBefore } }));
    expect(await read(oldAt, null)).toEqual([ids.young, ids.old]);
    expect(await read(msLater(oldAt), null)).toEqual([ids.young]);
    expect(await read(msLater(youngAt), null)).toEqual([]);
    expect(await read(null, youngAt)).toEqual([ids.old]);
    expect(await read(null, oldAt)).toEqual([]);
    expect(await read(oldAt, msLater(oldAt))).toEqual([ids.old]);
    await expect(read(youngAt, oldAt)).rejects.toThrow(
      'createdBefore must be later than createdAfter.',
    );
    const [first, last] = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];
    expect(await read(first, last)).toEqual([ids.young, ids.old]);
    await expect(read(last, first)).rejects.toThrow(
      'createdBefore must be later than createdAfter.',
    );
  });

  test('keeps the time limits on the following pages', async () => {
    const { workspace } = await addWebhook();
    const made = await database.publish(workspace, { count: 3 });
    const [old] = await database.moveToYesterday([made[0]!.id]);
    const filter = { createdAfter: timeOfId(old!), createdBefore: '2999-01-01T00:00:00Z' };
    const { pageInfo } = await readPage(workspace, { filter, first: 2 });
    expect(pageInfo.hasNextPage).toBe(true);
    const rest = await readPage(workspace, { filter, first: 2, after: pageInfo.endCursor });
    expect(idsIn(rest)).toEqual([deliveryId(old!)]);
  });

  test('shows nothing of another workspace', async () => {
    const { workspace, webhook } = await addWebhook();
    const stranger = await database.addWorkspace();
    const [made] = await database.publish(workspace);

    expect(await readPage(stranger, {})).toMatchObject({ nodes: [] });
    expect(
      await readPage(stranger, { filter: { createdAfter: timeOfId(made!.id) } }),
    ).toMatchObject({ nodes: [] });
    expect(
      await readPage(stranger, { filter: { webhookIds: [webhookId(webhook)] } }),
    ).toMatchObject({
      nodes: [],
    });
    expect(await readDelivery(stranger, made!.id)).toBeNull();
    expect(await deliveryFinder.find(contextOf(database.em(), stranger), made!.id)).toBeNull();
    expect(await deliveryFinder.find(contextOf(database.em(), workspace), made!.id)).toMatchObject({
      id: deliveryId(made!.id),
    });
  });

  test('returns an empty page for an invalid webhook id', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace);

    for (const id of ['', 'nonsense', webhook, deliveryId(webhook)]) {
      expect(await readPage(workspace, { filter: { webhookIds: [id] } })).toMatchObject({
        nodes: [],
      });
    }
  });

  test('needs the scope webhooks:read', async () => {
    const { workspace } = await addWebhook();
    const context = contextOf(database.em(), workspace, 'webhooks:write');

    for (const source of ['{ deliveries { nodes { id } } }', '{ delivery(id: "dlv_x") { id } }']) {
      expect((await execute(context, source)).errors).toHaveLength(1);
    }
  });
});

describe('delivery', () => {
  test('is null for an id that does not belong to a delivery', async () => {
    const { workspace, webhook } = await addWebhook();
    for (const id of ['', 'nonsense', webhookId(webhook), deliveryId(webhook)]) {
      const source = 'query ($id: ID!) { delivery(id: $id) { id } }';
      expect(await query(contextOf(database.em(), workspace), source, { id })).toEqual({
        delivery: null,
      });
    }
  });

  test('shows a waiting delivery as due and without attempts', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    const row = await database.readQueued(made!.id);

    expect(await readDelivery(workspace, made!.id)).toEqual({
      id: deliveryId(made!.id),
      eventType: 'rent.created',
      webhookId: webhookId(webhook),
      trigger: 'EVENT',
      status: 'PENDING',
      statusReason: null,
      attemptCount: 0,
      maxAttempts: scheduleLength,
      errorCode: null,
      errorMessage: null,
      responseStatus: null,
      responseTimeMs: null,
      requestHeaders: null,
      nextAttemptAt: row!.dueAt.toISOString(),
      createdAt: timeOfId(made!.id).toISOString(),
      updatedAt: timeOfId(made!.id).toISOString(),
      completedAt: null,
      webhook: { id: webhookId(webhook) },
      lastAttempt: null,
      attempts: [],
    });
  });

  test('says why its last attempt failed, and when that was recorded', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    const reset = { ...unavailable, errorCode: 'CONNECTION_RESET', responseStatus: null } as const;
    for (const facts of [unavailable, reset]) {
      const [claim] = await database.claim([webhook]);
      await recordAttempts(database.em(), [
        resultOf(claim!, { status: 'PENDING', delayMs: 0 }, facts),
      ]);
    }

    expect(await readDelivery(workspace, made!.id)).toMatchObject({
      attemptCount: 2,
      maxAttempts: scheduleLength,
      errorCode: 'CONNECTION_RESET',
      errorMessage: unavailable.errorMessage,
      lastAttempt: { number: 2, errorCode: 'CONNECTION_RESET', responseStatus: null },
      updatedAt: (await database.readDelivery(made!.id)).updatedAt.toISOString(),
    });
  });

  test('keeps the sentence for its own error when a late result has changed the attempt', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    const [lost] = await database.claim([webhook], { leaseSeconds: 0 });
    await expireLeases(database.em(), decideAfter(1));
    await amendAttempts(database.em(), [resultOf(lost!)]);

    expect(await readDelivery(workspace, made!.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'OUTCOME_UNKNOWN',
      errorMessage: describeError('OUTCOME_UNKNOWN'),
      lastAttempt: { number: 1, errorCode: null, responseStatus: 200 },
    });
  });

  test('of a test may have one attempt, and never fewer than were made', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });
    const [claim] = await database.claim([webhook]);
    await recordAttempts(database.em(), [resultOf(claim!)]);
    expect(await readDelivery(workspace, made!.id)).toMatchObject({ maxAttempts: 1 });
    await database.query(`update deliveries set attempt_count = 7 where id = '${made!.id}'`);
    expect(await readDelivery(workspace, made!.id)).toMatchObject({ maxAttempts: 7 });
  });

  test('shows no next attempt while one is in progress', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    await database.claim([webhook]);

    const read = await readDelivery(workspace, made!.id);
    expect(read).toMatchObject({ status: 'PENDING', nextAttemptAt: null });
  });

  test('shows all attempts in order, and the last response on the delivery', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    const [first] = await database.claim([webhook]);
    await recordAttempts(database.em(), [
      resultOf(first!, { status: 'PENDING', delayMs: 0 }, unavailable),
    ]);
    const [second] = await database.claim([webhook]);
    const last = resultOf(
      second!,
      { status: 'SUCCEEDED' },
      {
        startedAt: new Date('2026-01-15T10:30:00.123Z'),
        requestHeaders: { 'x-stockaj-attempt': '2' },
        responseHeaders: { server: 'receiver' },
      },
    );
    await recordAttempts(database.em(), [last]);
    const { format, requestBody, digest, ...shown } = last.facts;
    expect([format, requestBody, digest]).toEqual([null, null, null]); // only messages have them

    const read = await readDelivery(workspace, made!.id);
    expect(read).toMatchObject({
      status: 'SUCCEEDED',
      attemptCount: 2,
      responseStatus: 200,
      responseTimeMs: last.facts.durationMs,
      requestHeaders: { 'x-stockaj-attempt': '2' },
      nextAttemptAt: null,
      completedAt: (await database.readDelivery(made!.id)).updatedAt.toISOString(),
      attempts: [
        {
          number: 1,
          responseStatus: 503,
          errorCode: 'HTTP_SERVER_ERROR',
          errorMessage: unavailable.errorMessage,
        },
        { ...shown, number: 2, startedAt: '2026-01-15T10:30:00.123Z' },
      ],
    });
  });

  test('distinguishes an empty response body from a missing one, and shows lost attempts as unknown', async () => {
    const { workspace, webhook } = await addWebhook();
    const [empty, none] = await database.publish(workspace, { count: 2 });
    const claimed = await database.claim([webhook]);
    const timeout = {
      responseStatus: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'TIMEOUT',
    } as const;
    await recordAttempts(database.em(), [
      resultOf(claimed.find(({ id }) => id === empty!.id)!),
      resultOf(
        claimed.find(({ id }) => id === none!.id)!,
        { status: 'PENDING', delayMs: 0 },
        timeout,
      ),
    ]);

    expect(await readDelivery(workspace, empty!.id)).toMatchObject({
      attempts: [{ responseBody: '' }],
    });
    expect(await readDelivery(workspace, none!.id)).toMatchObject({
      attempts: [{ responseBody: null, responseStatus: null, responseHeaders: null }],
    });
  });

  test('stays in the log after the webhook is deleted, and its webhook is null', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    await database.changeWebhook(webhook, 'deleted_at = now()');

    expect(await readDelivery(workspace, made!.id)).toMatchObject({
      webhook: null,
      webhookId: webhookId(webhook),
    });
    const page = await readPage(workspace, { filter: { webhookIds: [webhookId(webhook)] } });
    expect(idsIn(page)).toEqual([deliveryId(made!.id)]);
  });
});

describe('a response with many deliveries', () => {
  test('reads their attempts, their last attempts and their webhooks in a statement each', async () => {
    const { workspace, webhook } = await addWebhook();
    const other = await database.addWebhook(workspace);
    const made = await database.publish(workspace, { count: 5 });
    await database.moveToYesterday([made[0]!.id]);
    const claimed = await database.claim([webhook, other]);
    await recordAttempts(
      database.em(),
      claimed.map((claim) => resultOf(claim)),
    );

    const context = contextOf(database.em(), workspace);
    let data: { deliveries: { nodes: { attempts: unknown[] }[] } } | undefined;
    const statements = await database.statementsOf(async () => {
      data = await query(context, `{ deliveries { nodes { ${everyField} } } }`);
    });
    expect(data!.deliveries.nodes.map(({ attempts }) => attempts.length)).toEqual(
      Array(10).fill(1),
    );
    expect(statements.filter((text) => /\battempts\b/.test(text))).toHaveLength(2);
    expect(statements).toHaveLength(4);
  });
});
