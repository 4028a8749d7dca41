import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { describeInBrowser } from '../kit/browser.ts';
import { buildExplorer, startBrowser } from '../kit/chromium.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';

let app: TestApp;
let receiver: Receiver;
let customer: Customer;
let browser: Browser;
let page: Page;

/** What the page did that it may not do: errors in the console, requests to other hosts. */
const faults: string[] = [];

function watch(opened: Page): void {
  opened.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  opened.on('pageerror', (error) => faults.push(String(error)));
  opened.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(app.app.url).host) faults.push(request.url());
  });
}

/** Chooses the tab with this name, and runs it. */
async function run(name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  const editors = ['.graphiql-query-editor .view-lines', '.graphiql-response .monaco-editor'];
  for (const editor of editors) await page.locator(editor).waitFor(); // until then, the button does nothing
  await page.locator(editors[0]!).getByText(name).first().waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
}

async function seeAnswer(text: string): Promise<void> {
  await page.locator('.graphiql-response').getByText(text).first().waitFor();
}

describeInBrowser('the explorer at the address of the API', () => {
  beforeAll(async () => {
    const explorerFolder = await buildExplorer();
    [app, receiver, browser] = await Promise.all([
      startTestApp({ options: { explorerFolder } }),
      startReceiver(),
      startBrowser(),
    ]);
    customer = await createCustomer(app);
    await customer.createWebhook(receiver.url);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    watch(page);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([app.stop(), receiver.stop()]);
  });

  test('runs queries with a token, shows the schema, and follows a subscription', async () => {
    await page.goto(app.app.url);
    await page.getByLabel('Token').fill(customer.token);
    await run('Viewer');
    await seeAnswer(customer.workspaceId);

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Mutation', { exact: true }).click();
    await page.getByText('createWebhook').first().waitFor();

    await run('Live');
    await seeAnswer('"isStart": true');
    await customer.publish(1, 'renter.created');
    await seeAnswer('"renter.created"');
    await page.getByRole('button', { name: /^Stop query/ }).click();

    await page.reload();
    expect(await page.getByLabel('Token').inputValue()).toBe(customer.token);
    const kept = await page.evaluate<string>('JSON.stringify(localStorage) + document.cookie');
    expect(kept).not.toContain(customer.token);
    expect(faults).toEqual([]);
  });
});
