import { expect } from '@jest/globals';
import type { Customer } from '../../kit/customer.ts';
import { verify } from '../../kit/receiver.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { CreateDriver, Driver, OpenLog } from './driver.ts';
import { expectNothingMissed } from './expect-nothing-missed.ts';
import { answerUnavailable, failedAtStart, refused } from './failures.ts';
import type { Surroundings } from './surroundings.ts';
import { createTokens } from './tokens.ts';

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
 * Opens the page, and is unkind to it. The subscription is refused, and then fails while it starts. The first load of the list after the start fails, and the answer to the next one
 * waits until an update has come that is newer.
 */
async function openLog(driver: Driver, { customer, traffic }: Surroundings): Promise<OpenLog> {
  const loaded = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let reloads = 0;
  if (driver.isLive) traffic.failures.push(refused, failedAtStart);
  traffic.intercept = async (text, send) => {
    const hasStarted = traffic.updates.length > 0;
    if (!hasStarted || !/\bdeliveries\(/.test(text)) return send();
    reloads += 1;
    if (reloads === 1) return answerUnavailable();
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

async function expectAllPages(log: OpenLog, customer: Customer): Promise<void> {
  while (log.hasMore()) await log.loadMore();
  const expected = (await customer.log()).map(({ id, status }) => [id, status]);
  expect(expected).toHaveLength(8);
  expect(log.rows().map(({ id, status }) => [id, status])).toEqual(expected);
}
