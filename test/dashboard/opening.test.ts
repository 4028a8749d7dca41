import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import type { Scope } from '../../src/workspaces/index.ts';

let dashboard: DashboardFixture;
let customer: Customer;

/** Makes a token that is accepted for this many seconds: until 30 s after its end. */
async function tokenFor(seconds: number, scopes?: readonly Scope[]): Promise<string> {
  return dashboard.app.token(customer.workspaceId, scopes, seconds - 30);
}

/** The address of the page with this fragment, as in a link. */
function link(fragment: Record<string, string>): string {
  return `${dashboard.url}#${new URLSearchParams(fragment).toString()}`;
}

async function seeDeliveries(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Deliveries', level: 1 }).waitFor();
}

/** Returns the faults of the page, besides answers of the service that the test asked for. */
function listFaults(): string[] {
  return dashboard.faults.filter((fault) => !fault.startsWith('Failed to load resource'));
}

describeInBrowser('the token of the dashboard', () => {
  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  beforeEach(async () => {
    customer = await createCustomer(dashboard.app);
  });
  afterAll(() => dashboard.stop());

  test('leaves the address at once, and is kept for the tab alone', async () => {
    const addresses: string[] = [];
    const page = await dashboard.open({
      token: customer.token,
      path: '/deliveries',
      prepare: async (context: BrowserContext) => {
        context.on('request', (request) => {
          addresses.push(request.url(), request.headers().referer ?? '');
        });
      },
    });
    await seeDeliveries(page);
    expect(page.url()).toBe(`${dashboard.url}#/deliveries`);
    await page.reload();
    await seeDeliveries(page);
    const kept = await page.evaluate<string>('JSON.stringify(localStorage) + document.cookie');
    expect(kept).toBe('{}');
    expect(await page.context().cookies()).toEqual([]);
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((address) => address.includes(customer.token))).toEqual([]);
    const otherTab = await page.context().newPage();
    await otherTab.goto(dashboard.url);
    await otherTab.getByText('This page needs a token').waitFor();
    expect(await findBarriers(otherTab)).toEqual([]);
    await otherTab.goto(link({ token: customer.token, path: '/signature-lab' }));
    await otherTab.getByRole('heading', { name: 'Signature lab' }).waitFor();
    expect(listFaults()).toEqual([]);
  });

  test('is kept while the page is open where the browser refuses to store it', async () => {
    const refuse = `Object.defineProperty(window, 'sessionStorage', {
      get() { throw new DOMException('Storage is refused.', 'SecurityError'); },
    })`;
    const page = await dashboard.open({
      token: customer.token,
      path: '/deliveries',
      prepare: (context) => context.addInitScript({ content: refuse }),
    });
    await seeDeliveries(page);
    expect(listFaults()).toEqual([]);
  });

  test('that has ended is said to have, and the page goes on with the next, also live', async () => {
    await customer.createWebhook(dashboard.receiver.url);
    const page = await dashboard.open({
      token: await tokenFor(5),
      path: '/deliveries?order=oldest',
    });
    await page.getByTestId('live-mark').getByText('Live').waitFor();
    await page.getByText('Your access has ended').waitFor();
    await page.getByText('The token has expired.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await customer.publish(1, 'renter.created');
    const place = new URL(page.url()).hash.slice(1);
    await page.goto(link({ token: customer.token, path: place }));
    await page.getByText('Your access has ended').waitFor({ state: 'detached' });
    await page.getByTestId('live-mark').getByText('Live').waitFor();
    await page.getByText('renter.created').first().waitFor();
    await customer.publish(1, 'item.created');
    await page
      .getByText(/item\.created|1 new/)
      .first()
      .waitFor();
    expect(new URL(page.url()).hash.slice(1)).toBe(place);
    expect(listFaults()).toEqual([]);
  });

  test('without scopes, and with one that only reads, permits what it says', async () => {
    const page = await dashboard.open({ token: await tokenFor(600, []), path: '/deliveries' });
    await page.getByText('The token lacks the scope webhooks:read.').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(link({ token: await tokenFor(600, ['webhooks:read']), path: '/deliveries' }));
    await page.getByText('The token lacks the scope').first().waitFor({ state: 'detached' });
    await page.getByTestId('live-mark').getByText('Live').waitFor();
    expect(listFaults()).toEqual([]);
  });

  test('of another workspace, given to the same tab, shows nothing of the one before', async () => {
    await customer.createWebhook(dashboard.receiver.url);
    await customer.publish();
    await customer.waitForLog(1);
    const page = await dashboard.open({ token: customer.token, path: '/deliveries' });
    await page.getByText('renter.created').first().waitFor();
    const other = await createCustomer(dashboard.app);
    await page.goto(link({ token: other.token, path: '/deliveries' }));
    await page.getByText(other.workspaceId).waitFor();
    await page.getByText('No deliveries yet').waitFor();
    expect(await page.getByText('renter.created').count()).toBe(0);
    expect(listFaults()).toEqual([]);
  });

  test('of another workspace gets nothing that was to be done in the one before', async () => {
    const page = await dashboard.open({ token: customer.token, path: '/webhooks/new' });
    page.on('dialog', (question) => void question.accept()); // to leave the form
    await page.route('**/graphql', async (route) => {
      if (!/WebhookFormCreate\b/.test(route.request().postData() ?? '')) return route.continue();
      const error = { message: 'It has ended.', extensions: { code: 'UNAUTHENTICATED' } };
      return route.fulfill({ json: { errors: [error] } });
    });
    await page.getByRole('textbox', { name: 'Name' }).fill('Of the first');
    await page.getByRole('textbox', { name: 'URL' }).fill(dashboard.receiver.url);
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByText('Your access has ended').waitFor();
    await page.unroute('**/graphql');
    const other = await createCustomer(dashboard.app);
    await page.goto(link({ token: other.token, path: '/webhooks' }));
    await page.getByText(other.workspaceId).waitFor();
    await page.getByRole('heading', { name: 'No webhooks yet' }).waitFor();
    expect(await page.getByText('Of the first').count()).toBe(0);
  });

  test('of a workspace that does not exist is explained, until there is one', async () => {
    const workspaceId = `${customer.workspaceId}-later`;
    const page = await dashboard.open({ token: await dashboard.app.token(workspaceId) });
    await page.getByText("The token's workspace does not exist.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dashboard.app.createWorkspace(workspaceId, 'FREE');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Webhooks', exact: true }).waitFor();
    expect(listFaults()).toEqual([]);
  });

  test.each([
    ['behind', -3_600_000],
    ['ahead', 3_600_000],
  ])('is used with the clock of the service, also if that of the browser is %s', async (_, ms) => {
    await customer.createWebhook(dashboard.receiver.url);
    await customer.publish();
    await customer.waitForLog(1);
    const page = await dashboard.open({
      token: customer.token,
      path: '/deliveries',
      prepare: (context) => context.addInitScript({ content: moveClock(ms) }),
    });
    const age = page.locator('main time').first();
    await age.waitFor();
    expect(await age.textContent()).toMatch(/^(now|\d+ seconds? ago)$/);
    expect(listFaults()).toEqual([]);
  });
});

/** A script for a browser whose clock is off by this many milliseconds. */
function moveClock(offMs: number): string {
  return `Date = class extends Date {
    static now() { return super.now() + ${offMs}; }
    constructor(...given) { super(...(given.length === 0 ? [Date.now()] : given)); }
  }`;
}
