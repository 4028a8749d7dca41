import { expect } from '@jest/globals';
import { allScopes, type TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import type { PathProxy } from '../../kit/path-proxy.ts';
import { verify, type Receiver } from '../../kit/receiver.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { CreateDriver, Driver, OpenLog } from './driver.ts';
import type { Traffic } from './record-traffic.ts';

/** The parts of a client's journey: a workspace and a receiver of its own, and a proxy that can cut. */
export interface Surroundings {
  app: TestApp;
  customer: Customer;
  receiver: Receiver;
  proxy: PathProxy;
  traffic: Traffic;
}

/** Seconds until a token is over: beyond the tolerance of 30 s, and within it for 2 s. */
export const lifetimes = { over: -60, nearlyOver: -28 };

/**
 * Makes the whole way of a frontend with one client: it manages a webhook, keeps its secret for itself, follows the
 * log over a cut and the end of a token, and reads all pages. Only the steps of the client go through the proxy.
 */
export async function makeJourney(create: CreateDriver, around: Surroundings): Promise<void> {
  const tokens = createTokens(around);
  tokens.next('over');
  const driver = await create(`${around.proxy.url}/graphql`, tokens.get);
  const { id, secret } = await manageWebhook(driver, around.receiver.url);
  await around.customer.publish(3);
  await around.customer.waitForLog(3);
  const log = await openLog(driver, around);
  try {
    await followTest(driver, log, around, { webhookId: id, secret });
    await expectNothingMissed(driver, log, around, tokens);
    await expectAllPages(log, around.customer);
  } finally {
    await log.close();
  }
  const cache = await driver.readCache();
  if (cache === null) return;
  expect(cache.includes(id)).toBe(true);
  expect(cache.includes(secret)).toBe(false);
}

/**
 * Opens the page, and is unkind to it. The first load of the list after the start fails, and the answer to the next one
 * waits until an update has come that is newer.
 */
async function openLog(driver: Driver, { customer, traffic }: Surroundings): Promise<OpenLog> {
  const loaded = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let reloads = 0;
  traffic.intercept = async (text, send) => {
    const hasStarted = traffic.updates.length > 0;
    if (!hasStarted || !/\bdeliveries\(/.test(text)) return send();
    reloads += 1;
    if (reloads === 1) return failure();
    const response = await send();
    loaded.resolve(undefined);
    await released.promise;
    return response;
  };
  const log = await driver.openLog(2);
  try {
    if (driver.isLive) await loaded.promise;
    await customer.publish();
    const [newest] = await customer.waitForLog(4);
    if (driver.isLive) {
      const isTold = () => traffic.updates.some(({ edge }) => edge?.node.status === 'SUCCEEDED');
      await waitUntil('it has the update', isTold);
    }
    released.resolve(undefined);
    await waitUntil('the update is shown', () => {
      const [row] = log.rows();
      return row?.id === newest!.id && row.status === 'SUCCEEDED';
    });
    return log;
  } catch (error) {
    await log.close();
    throw error;
  } finally {
    released.resolve(undefined);
    traffic.intercept = null;
  }
}

/** The answer of a node that cannot reach its database. */
function failure(): Response {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', isRetryable: true };
  const body = { errors: [{ message: 'The service is temporarily unavailable.', extensions }] };
  return Response.json(body, { status: 500 });
}

/** Gives the client its tokens: those that are set by `next`, in order, and otherwise one that lasts. */
function createTokens({ app, customer }: Surroundings) {
  const upcoming: (() => Promise<string>)[] = [];
  return {
    get: async () => (upcoming.shift() ?? (async () => customer.token))(),
    /** @param before runs when the client asks for it */
    next(kind: keyof typeof lifetimes | 'lasting', before: () => unknown = () => null) {
      upcoming.push(async () => {
        await before();
        return kind === 'lasting'
          ? customer.token
          : app.token(customer.workspaceId, allScopes, lifetimes[kind]);
      });
    },
    areUsed: () => upcoming.length === 0,
  };
}

async function manageWebhook(driver: Driver, url: string) {
  const list = async (isFresh: boolean) => {
    const { webhooks } = await driver.send('list-webhooks', { first: 10 }, isFresh);
    return (webhooks as { nodes: { version: number }[] }).nodes;
  };
  expect(await list(true)).toEqual([]);
  const { createWebhook } = await driver.send('create-webhook', {
    input: { name: 'first', url, events: ['*'] },
  });
  const { webhook, secret } = createWebhook as { webhook: { id: string }; secret: string };
  expect(createWebhook).toMatchObject({ webhook: { status: 'ACTIVE' }, userErrors: [] });
  const [created] = await list(true);
  const { id } = webhook;
  const input = { webhookId: id, name: 'second', version: created!.version };
  expect(await driver.send('update-webhook', { input })).toMatchObject({
    updateWebhook: { webhook: { id, name: 'second' }, userErrors: [] },
  });
  await driver.send('pause-webhook', { webhookId: id });
  expect(await list(false)).toMatchObject([{ id, name: 'second', status: 'PAUSED' }]);
  await driver.send('resume-webhook', { webhookId: id });
  expect(await list(false)).toMatchObject([{ id, name: 'second', status: 'ACTIVE' }]);
  return { id, secret };
}

/** Sends a test, sees it succeed on the open page, and verifies its request with the secret. */
async function followTest(
  driver: Driver,
  log: OpenLog,
  { receiver }: Surroundings,
  { webhookId, secret }: { webhookId: string; secret: string },
): Promise<void> {
  expect([log.rows().length >= 2, log.hasMore()]).toEqual([true, true]);
  const { sendTest } = await driver.send('send-test', { webhookId });
  const { id } = (sendTest as { delivery: { id: string } }).delivery;
  await waitUntil('the test is shown as succeeded', () =>
    log.rows().some((row) => row.id === id && row.status === 'SUCCEEDED'),
  );
  const { requestPayload } = (await driver.send('show-delivery', { id })).delivery as {
    requestPayload: string;
  };
  const request = receiver.requests.find(({ body }) => body === requestPayload);
  expect(verify(secret, request!)).toEqual(JSON.parse(requestPayload));
}

/** Publishes while the page is away: after a cut, and after the end of its token. */
async function expectNothingMissed(
  { isLive }: Driver,
  log: OpenLog,
  { customer, proxy, traffic }: Surroundings,
  tokens: ReturnType<typeof createTokens>,
): Promise<void> {
  tokens.next('nearlyOver', async () => customer.publish());
  tokens.next('lasting', async () => customer.publish());
  proxy.cut();
  await waitUntil('the page has come back twice', tokens.areUsed);
  const newest = await customer.waitForLog(7);
  await waitUntil('the page shows what it has missed', () =>
    newest.slice(0, 2).every(({ id }, place) => {
      const row = log.rows()[place];
      return row?.id === id && row.status === 'SUCCEEDED';
    }),
  );
  if (!isLive) return;
  const { closeCodes, updates } = traffic;
  expect(closeCodes).toContain(4403);
  expect(updates.filter(({ isStart }) => isStart)).toHaveLength(1);
  expect(updates.filter(({ gap }) => gap)).toEqual([]);
  const told = updates.flatMap(({ edge }) =>
    edge?.node.status === 'SUCCEEDED' ? edge.node.id : [],
  );
  expect(told.sort()).toEqual(
    newest
      .slice(0, 4)
      .map(({ id }) => id)
      .sort(),
  );
}

async function expectAllPages(log: OpenLog, customer: Customer): Promise<void> {
  while (log.hasMore()) await log.loadMore();
  const expected = (await customer.log()).map(({ id, status }) => [id, status]);
  expect(expected).toHaveLength(7);
  expect(log.rows().map(({ id, status }) => [id, status])).toEqual(expected);
}
