import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { openLive, type LiveClient } from '../kit/live-client.ts';
import { startPathProxy, type PathProxy } from '../kit/path-proxy.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setNodeEnv } from '../kit/set-node-env.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { liveClients } from './kit/clients.ts';
import type { OpenLog } from './kit/driver.ts';
import { listRunnable } from './kit/list-runnable.ts';
import { recordTraffic } from './kit/record-traffic.ts';

const traffic = recordTraffic();
jest.spyOn(console, 'warn').mockImplementation(() => undefined);
jest.spyOn(console, 'error').mockImplementation(() => undefined);
const clients = await listRunnable(liveClients);
let app: TestApp;

beforeAll(async () => {
  setNodeEnv('development');
  app = await startTestApp({ options: { limits: { sockets: { subscriptionsPerWorkspace: 2 } } } });
});
afterAll(async () => {
  traffic.stop();
  await app.stop();
});

/** Takes a place of the workspace as soon as one is free. */
async function takePlace({ token }: Customer): Promise<LiveClient> {
  for (;;) {
    const live = await openLive(app, token);
    if (live.error() === null) return live;
    await live.stop();
  }
}

async function startProxy(): Promise<PathProxy> {
  return startPathProxy(Number(new URL(app.app.url).port), '');
}

async function expectShown(log: OpenLog, customer: Customer, count: number): Promise<void> {
  const expected = (await customer.waitForLog(count)).map(({ id, status }) => ({ id, status }));
  await waitUntil(`all ${count} deliveries are shown`, () => {
    const rows = log.rows().map(({ id, status }) => ({ id, status }));
    return JSON.stringify(rows) === JSON.stringify(expected);
  });
  expect(log.problem()).toBeNull();
}

test.concurrent.each(clients)(
  '$name follows on when its workspace had all its subscriptions for a while',
  async ({ create }) => {
    const [customer, receiver, proxy] = await Promise.all([
      createCustomer(app),
      startReceiver(),
      startProxy(),
    ]);
    const { updates, errorCodes } = traffic.of(proxy.url);
    let mayConnect = Promise.resolve();
    const driver = await create(`${proxy.url}/graphql`, async () => {
      await mayConnect;
      return customer.token;
    });
    await customer.createWebhook(receiver.url);
    await customer.publish(2);
    await customer.waitForLog(2);
    const log = await driver.openLog(10);
    await expectShown(log, customer, 2);
    const other = await takePlace(customer);
    const taken = Promise.withResolvers<undefined>();
    mayConnect = taken.promise.then(() => undefined);
    proxy.cut();
    const last = await takePlace(customer);
    taken.resolve(undefined);
    await waitUntil('the page is refused', () => errorCodes.includes('RATE_LIMITED'));
    await customer.publish();
    await customer.waitForLog(3);
    await Promise.all([other.stop(), last.stop()]);
    await expectShown(log, customer, 3);
    expect(updates.filter(({ isStart, gap }) => isStart || gap)).toHaveLength(1);
    await log.close();
    await proxy.stop();
    await receiver.stop();
  },
);

interface Lasting {
  reason: string;
  getToken: (customer: Customer) => Promise<string> | string;
  first?: number;
  problem: string;
}

const lasting: Lasting[] = [
  {
    reason: 'a token without the scope',
    getToken: async ({ workspaceId }) => app.token(workspaceId, ['inventory:read']),
    problem: 'The token lacks the scope webhooks:read.',
  },
  {
    reason: 'a wrong token',
    getToken: () => 'nonsense',
    problem: 'The connection was closed: 4401',
  },
  {
    reason: 'a page that is too large',
    getToken: ({ token }) => token,
    first: 101,
    problem: '`first` must be from 1 to 100.',
  },
];

const refusals = clients.flatMap(({ name, create }) =>
  lasting.map((each) => ({ name, create, ...each })),
);

test.concurrent.each(refusals)(
  '$name shows the error that ends the updates for $reason',
  async ({ create, getToken, first = 10, problem }) => {
    const [customer, proxy] = await Promise.all([createCustomer(app), startProxy()]);
    const driver = await create(`${proxy.url}/graphql`, async () => getToken(customer));
    const log = await driver.openLog(first);
    await waitUntil('the page shows an error', () => log.problem() !== null);
    const [error] = [log.problem()].flat() as [Error]; // graphql-ws has a list of them
    expect(error.message).toContain(problem);
    await log.close();
    await proxy.stop();
  },
);
