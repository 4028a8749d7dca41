import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { startPathProxy } from '../kit/path-proxy.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** A website that shows the page of the documentation, and makes tokens. */
interface Website {
  origin: string;
  /** The next tokens, in order; the last one repeats. An empty one stands for an error. */
  tokens: string[];
  /** The number of times that a token was asked for. */
  requestCount: number;
  /** Tokens are sent once this resolves. */
  gate: Promise<unknown>;
  stop(): Promise<void>;
}

const example = readFileSync(new URL('../../docs/embedding-example.html', import.meta.url), 'utf8');
const documentedAddress = 'https://webhooks.example.com/dashboard/';

let dashboardUrl = '';
let allowed: Website;
let foreign: Website;
let dashboard: DashboardFixture;
let customer: Customer;

async function startWebsite(): Promise<Website> {
  const server: Server = createServer(({ method, url }, response) => {
    if (method === 'POST' && url === '/webhooks-token') {
      const { tokens } = website;
      const token = tokens.length > 1 ? tokens.shift() : tokens[0];
      website.requestCount += 1;
      if (token === '') response.statusCode = 503;
      response.setHeader('content-type', 'application/json');
      void website.gate.then(() => response.end(JSON.stringify({ token })));
    } else {
      const html = example.replace(documentedAddress, dashboardUrl);
      response.setHeader('content-type', 'text/html').end(html);
    }
  });
  server.listen(0);
  await once(server, 'listening');
  const website: Website = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    ...{ tokens: [], requestCount: 0, gate: Promise.resolve() },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return website;
}

/** Collects the messages of the dashboard, and what its policy forbade. */
const watchMessages = `
  window.messages = [];
  window.violations = [];
  addEventListener('message', ({ data }) => window.messages.push(data));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    window.violations.push(violatedDirective + ' ' + blockedURI));
`;

/** Opens a page of a website. @returns it with the frame of the dashboard in it */
async function openAt(
  { origin }: Website,
  path = '/',
  colorScheme: 'light' | 'dark' = 'light',
  prepare?: (context: BrowserContext) => Promise<unknown>,
): Promise<{ page: Page; frame: Frame }> {
  const context = await dashboard.browser.newContext({ locale: 'en-GB', colorScheme });
  await context.addInitScript({ content: watchMessages });
  await prepare?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${origin}${path}`);
  const frame = page.frames()[1];
  if (!frame) throw new Error('The page has no frame.');
  return { page, frame };
}

/** The heights that the page around it was told, in order. */
async function readHeights(page: Page): Promise<number[]> {
  return page.evaluate<number[]>('messages.map(({ height }) => height).filter(Boolean)');
}

/** Waits until the frame has been drawn this many times. */
async function letFramesPass(frame: Frame, count = 20): Promise<void> {
  const wait = `new Promise((resolve) => {
    let left = ${count};
    const next = () => (--left > 0 ? requestAnimationFrame(next) : resolve());
    next();
  })`;
  await frame.evaluate(wait);
}

/** Whether the frame is as high as it was told, and the content needs no more. */
async function isFitting(page: Page, frame: Frame): Promise<boolean> {
  const inside = '[document.documentElement.scrollHeight, window.innerHeight]';
  const [content = 0, height = 0] = await frame.evaluate<number[]>(inside);
  return height === (await readHeights(page)).at(-1) && content <= height;
}

describeInBrowser('the dashboard in a frame', () => {
  beforeAll(async () => {
    [allowed, foreign] = await Promise.all([startWebsite(), startWebsite()]);
    const env = { DASHBOARD_FRAME_ORIGINS: `https://other.example,${allowed.origin}` };
    dashboard = await startDashboard({ env });
    dashboardUrl = dashboard.url;
  });
  beforeEach(async () => {
    customer = await createCustomer(dashboard.app);
    Object.assign(allowed, { tokens: [customer.token], requestCount: 0, gate: Promise.resolve() });
  });
  afterAll(async () => {
    await dashboard.stop();
    await Promise.all([allowed.stop(), foreign.stop()]);
  });

  test('gets its token, place, accent and theme from the page around it', async () => {
    await customer.createWebhook(dashboard.receiver.url, { name: 'Embedded' });
    const { page, frame } = await openAt(allowed, '/?place=/deliveries?order=oldest', 'dark');
    await frame.getByRole('heading', { name: 'Deliveries', level: 1 }).waitFor();
    expect(new URL(frame.url()).hash).toBe('#/deliveries?order=oldest');
    const look = `[
      document.documentElement.dataset.mantineColorScheme,
      getComputedStyle(document.documentElement).getPropertyValue('--mantine-primary-color-8'),
    ]`;
    expect(await frame.evaluate(look)).toEqual(['dark', '#0b7285']);
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await frame.locator('html[data-mantine-color-scheme="light"]').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('asks for the next token before its own ends, and goes on when it came too late', async () => {
    // Accepted for 8 s: until 30 s after its end.
    const short = await dashboard.app.token(customer.workspaceId, undefined, -22);
    allowed.tokens = [short];
    const { page, frame } = await openAt(allowed, '/?place=/deliveries');
    await frame.getByTestId('live-mark').getByText('Live').waitFor();
    const { promise, resolve: openGate } = Promise.withResolvers<null>();
    Object.assign(allowed, { gate: promise, tokens: ['not a token', customer.token] });
    await page.waitForRequest((request) => request.url().endsWith('/webhooks-token'));
    expect(await frame.getByText('Your access has ended').count()).toBe(0);
    await frame.getByText('Your access has ended').waitFor();
    openGate(null);
    await frame.getByText('Your access has ended').waitFor({ state: 'detached' });
    await frame.getByTestId('live-mark').getByText('Live').waitFor();
    expect(allowed.tokens).toEqual([customer.token]);
    await customer.createWebhook(dashboard.receiver.url);
    await customer.publish();
    await frame
      .getByText(/renter\.created|1 new/)
      .first()
      .waitFor();
  });

  test('asks again when an answer is lost, and for the person of now when it is loaded again', async () => {
    allowed.tokens = ['', customer.token];
    const { page, frame } = await openAt(allowed, '/', 'light', (context) =>
      context.clock.install(),
    );
    await frame.getByText('Waiting for a token').waitFor();
    await waitUntil('a token was asked for', () => allowed.requestCount > 0);
    await page.clock.runFor(5_000);
    await frame.getByText(customer.workspaceId).waitFor();
    const other = await createCustomer(dashboard.app);
    allowed.tokens = [other.token];
    await page.reload();
    await page.frames()[1]!.getByText(other.workspaceId).waitFor();
    expect(await page.frames()[1]!.evaluate('JSON.stringify(sessionStorage)')).not.toContain('eyJ');
  });

  test('tells its height, which the frame follows without a loop, up and down', async () => {
    const many = Array.from({ length: 30 }, (_, place) =>
      customer.createWebhook(dashboard.receiver.url, { name: `Webhook ${place}` }),
    );
    const [webhook] = await Promise.all(many);
    const { page, frame } = await openAt(allowed);
    const places = [
      '/webhooks',
      '/webhooks/new',
      `/webhooks/${webhook!.id}/deliveries`,
      `/webhooks/${webhook!.id}/charts`,
      `/webhooks/${webhook!.id}/settings`,
      ...['/deliveries', '/events', '/recoveries', '/charts', '/signature-lab', '/no-such-place'],
    ];
    for (const place of places) {
      await frame.evaluate(`location.hash = ${JSON.stringify(place)}`);
      await frame.getByRole('heading', { level: 1 }).first().waitFor();
      const told = (await readHeights(page)).length;
      await waitUntil(`the height of ${place} rests`, async () => {
        const before = await readHeights(page);
        await letFramesPass(frame);
        return (await readHeights(page)).length === before.length && (await isFitting(page, frame));
      });
      expect((await readHeights(page)).length - told).toBeLessThan(20);
      await frame.getByRole('heading', { level: 1 }).waitFor(); // refused if there are several
    }
    expect((await readHeights(page)).at(-1)).toBe(600);
    expect(Math.max(...(await readHeights(page)))).toBeGreaterThan(1_000);
    expect(await frame.evaluate('violations')).toEqual([]);
  });

  test('is not shown by a page of another origin, and does not listen to one', async () => {
    const { page: stranger } = await openAt(foreign);
    await stranger.waitForLoadState('networkidle');
    expect(stranger.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
    expect(foreign.requestCount).toBe(0);

    const { page, frame } = await openAt(allowed);
    await frame.getByText(customer.workspaceId).waitFor();
    const other = await createCustomer(dashboard.app);
    // A second frame, of another origin, tries both windows of the dashboard that it can reach.
    const attack = `<iframe src="data:text/html,${encodeURIComponent(`<script>
      const send = (type, data) => parent.frames[0].postMessage({ type: 'stockaj-webhooks:' + type, ...data }, '*');
      send('token', { token: '${other.token}' });
      send('theme', { colorScheme: 'dark' });
      parent.postMessage('sent', '*');
    </script>`)}"></iframe>`;
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(attack)})`);
    await page.waitForFunction(`messages.includes('sent')`);
    // Messages arrive in order: after this one, those of the attack have been seen.
    await page.evaluate(`document.querySelector('iframe').contentWindow.postMessage(
      { type: 'stockaj-webhooks:theme', colorScheme: 'auto' }, '*')`);
    await letFramesPass(frame);
    const theme = 'document.documentElement.dataset.mantineColorScheme';
    expect(await frame.evaluate(theme)).toBe('light');
    await frame.getByText(customer.workspaceId).waitFor();
    expect(allowed.requestCount).toBe(1); // a token of another workspace would have begun the page anew
    const popup = await page.context().newPage();
    await popup.goto(foreign.origin);
    const [opened] = await Promise.all([
      popup.waitForEvent('popup'),
      popup.evaluate(`window.opened = window.open(${JSON.stringify(dashboard.url)}); null`),
    ]);
    await opened.getByText('This page needs a token').waitFor();
    await popup.evaluate(
      `opened.postMessage({ type: 'stockaj-webhooks:token', token: '${other.token}' }, '*')`,
    );
    await opened.reload();
    await opened.getByText('This page needs a token').waitFor();
  });

  test('works behind a proxy with a path of its own, also live', async () => {
    const proxy = await startPathProxy(dashboard.app.app.port, '/tools/webhooks');
    await customer.createWebhook(dashboard.receiver.url);
    const page = await dashboard.open({ token: '' });
    const fragment = new URLSearchParams({ token: customer.token, path: '/deliveries' });
    await page.goto(`${proxy.url}/dashboard#${fragment.toString()}`);
    await page.getByTestId('live-mark').getByText('Live').waitFor();
    await customer.publish();
    await page
      .getByText(/renter\.created|1 new/)
      .first()
      .waitFor();
    await page.close();
    await proxy.stop();
  });
});
