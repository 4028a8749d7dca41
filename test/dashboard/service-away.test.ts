import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { describeInBrowser } from '../kit/browser.ts';
import { buildDashboard } from '../kit/chromium.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { failedAtStart } from '../clients/kit/failures.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

let dashboard: DashboardFixture;
let customer: Customer;

const liveMark = (page: Page) => page.getByTestId('live-mark');
const graphql = '**/graphql';

/** Opens the log in a page whose clock can be moved and whose socket has this relay before its node. */
async function openRelayed(
  relay: (socket: WebSocketRoute, node: WebSocketRoute) => void,
): Promise<Page> {
  return dashboard.open({
    token: customer.token,
    path: '/deliveries',
    prepare: async (context) => {
      await context.clock.install();
      await context.routeWebSocket(graphql, (socket) => relay(socket, socket.connectToServer()));
    },
  });
}

describeInBrowser('the dashboard', () => {
  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  beforeEach(async () => {
    customer = await createCustomer(dashboard.app);
  });
  afterAll(() => dashboard.stop());

  test('says that its node is away, and returns by itself when it is back', async () => {
    const options = { dashboardFolder: await buildDashboard() };
    const database = { url: dashboard.app.databaseUrl };
    let node: TestApp = await startTestApp({ database, options });
    const { port } = node.app;
    await customer.createWebhook(dashboard.receiver.url, { name: 'Seen again' });
    const page = await dashboard.open({ token: '' });
    const path = '/deliveries';
    await page.goto(
      `http://localhost:${port}/dashboard/#${new URLSearchParams({ token: customer.token, path }).toString()}`,
    );
    await liveMark(page).getByText('Live').waitFor();
    await node.stop();
    await liveMark(page).getByText('Disconnected').waitFor();
    await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await page.getByText('The service cannot be reached').first().waitFor();
    node = await startTestApp({ env: { PORT: String(port) }, database, options });
    await page.getByText('Seen again').first().waitFor();
    await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
    await liveMark(page).getByText('Live').waitFor();
    await node.stop();
  });

  test('shows its outline while the node is slow, and says so when it is too slow', async () => {
    const page = await dashboard.open({
      token: customer.token,
      prepare: async (context: BrowserContext) => {
        await context.route(graphql, () => undefined); // never answered
        await context.addInitScript({
          content: `const { timeout } = AbortSignal; AbortSignal.timeout = (ms) => timeout(ms / 20)`,
        });
      },
    });
    await page.getByRole('status', { name: 'The page is loading' }).waitFor();
    await page.getByText('The service does not answer').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.context().unroute(graphql);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor();
  });

  test('says that the connection is cut when it falls silent', async () => {
    let isSilent = false;
    const page = await openRelayed((socket, node) => {
      socket.onMessage((message) => isSilent || node.send(message));
      node.onMessage((message) => isSilent || socket.send(message));
    });
    await liveMark(page).getByText('Live').waitFor();
    await page.clock.runFor(16_000);
    await liveMark(page).getByText('Live').waitFor();
    isSilent = true;
    await page.clock.runFor(16_000);
    await liveMark(page).getByText('Disconnected').waitFor();
    isSilent = false;
    await page.clock.runFor(16_000);
    await liveMark(page).getByText('Live').waitFor();
  });

  test('subscribes once more when its node could not start a subscription', async () => {
    let failedCount = 0;
    const page = await openRelayed((socket, node) => {
      socket.onMessage((message) => {
        const { id, type } = JSON.parse(String(message)) as { id?: string; type: string };
        if (type !== 'subscribe' || failedCount === 2) {
          node.send(message);
          return;
        }
        failedCount += 1;
        for (const frame of failedAtStart) socket.send(JSON.stringify({ id, ...frame }));
      });
    });
    await waitUntil('the first one has failed', () => failedCount === 1);
    await page.clock.runFor(4_000);
    await waitUntil('the second one has failed', () => failedCount === 2);
    await page.clock.runFor(4_000);
    await liveMark(page).getByText('Live').waitFor();
  });

  test('asks to be loaded again when it is of another version than its node', async () => {
    const page = await dashboard.open({ token: customer.token, path: '/signature-lab' });
    await page.getByRole('heading', { name: 'Signature lab' }).waitFor();
    await page.route(graphql, async (route) => {
      const { query, ...rest } = route.request().postDataJSON() as { query: string };
      // Asks the real node for what its schema does not have.
      const postData = JSON.stringify({ ...rest, query: query.replace('{', '{ fieldOfLater') });
      await route.continue({ postData });
    });
    await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
    await page.getByText('This page is of another version than the service').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.unroute(graphql);
    await page.getByRole('button', { name: 'Load the page again' }).first().click();
    await page.getByText('No deliveries yet').waitFor();
  });

  test('keeps its frame when a part of it is gone, as after a new release', async () => {
    const page = await dashboard.open({ token: customer.token, path: '/deliveries' });
    await page.getByText('No deliveries yet').waitFor();
    const part = '**/assets/signature-lab-screen*';
    await page.route(part, (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('link', { name: 'Signature lab' }).click();
    await page.getByText('This screen has failed').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.unroute(part);
    await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await page.getByRole('link', { name: 'Signature lab' }).click();
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('heading', { name: 'Signature lab' }).waitFor();
    expect(page.url()).toBe(`${dashboard.url}#/signature-lab`);
  });
});
