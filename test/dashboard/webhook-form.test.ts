import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import {
  findBarriers,
  startDashboard,
  type DashboardFixture,
  type Opening,
} from '../kit/dashboard-fixture.ts';
import { UpdateWebhook } from '../kit/documents.ts';
import { graphql } from '../kit/graphql/index.ts';
import { verify } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { expectSecretGone, fillForm, readSecret, storeSecret } from './kit/form-steps.ts';
import { button, dialog, expectFit, waitForFocus } from './kit/page-steps.ts';

const ListFormWebhooks = graphql(`
  query ListFormWebhooks {
    webhooks {
      nodes {
        id
        name
        url
        description
        events
        timeoutSeconds
        status
        previousSecretEndsAt
      }
    }
  }
`);

/** Markup, a text that runs from right to left, and characters without width. */
const hostileName = '<img src=x onerror=alert(1)> שלום zero\u200Bwidth </script>';

describeInBrowser('the form of a webhook', () => {
  let dashboard: DashboardFixture;

  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  afterAll(async () => {
    await dashboard.stop();
    // One test loses an answer.
    expect(dashboard.faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([]);
  });

  async function openAs(
    customer: Customer,
    path: string,
    more: Partial<Opening> = {},
  ): Promise<Page> {
    return dashboard.open({ token: customer.token, path, ...more });
  }

  async function listWebhooks({ token }: Customer) {
    return (await dashboard.app.ask(token, ListFormWebhooks, {})).webhooks.nodes;
  }

  test('makes a webhook, shows its secret once, and follows a test to its end', async () => {
    const customer = await createCustomer(dashboard.app);
    const page = await openAs(customer, '/webhooks');
    await button(page, 'New webhook').first().click();
    await page.getByRole('textbox', { name: 'URL' }).fill('https://hooks.example.com:6379/');
    await page.getByRole('textbox', { name: 'Name' }).fill(hostileName);
    await page.getByText('port 6379', { exact: false }).waitFor(); // on leaving, in the words of the service
    await page.getByRole('checkbox', { name: 'All events, also future ones' }).uncheck();
    await button(page, 'Create webhook').click();
    await page.getByText('A webhook must have 1 to').waitFor();
    await page.getByRole('checkbox', { name: 'All item events, also future ones' }).check();
    await page.getByRole('checkbox', { name: 'rent.created' }).check();
    await page.getByLabel('Sample of rent.created').click();
    await page.getByRole('region', { name: 'Data of rent.created' }).waitFor();
    await button(page, 'Add a header').click();
    await page.getByLabel('Header 1', { exact: true }).fill('Host');
    await page.getByLabel('Value 1').fill('5ecret');
    await page.getByRole('checkbox', { name: 'Secret 1' }).check();
    await button(page, 'Create webhook').click();
    await page.getByText('The header Host cannot be set.').waitFor();
    await page.getByLabel('Header 1', { exact: true }).fill('X-Key');
    await page.getByRole('slider', { name: 'Timeout in seconds' }).press('ArrowRight');
    await page.getByRole('switch', { name: 'Create as paused' }).check();
    expect(await findBarriers(page)).toEqual([]);
    await fillForm(page, hostileName, dashboard.receiver.url);
    await page.keyboard.press('Enter');

    await dialog(page, 'Store the secret').waitFor();
    const secret = await readSecret(page);
    await page.getByRole('tab', { name: 'curl' }).click();
    await page.getByText(`sh try.sh '${dashboard.receiver.url}'`).waitFor();
    expect(await page.getByRole('button', { name: 'Send a test' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await findBarriers(page)).toEqual([]);
    await page.goBack();
    await page.getByText('The secret is shown only here').waitFor();
    await button(page, 'Stay').click();
    expect(await listWebhooks(customer)).toMatchObject([
      {
        name: hostileName,
        events: ['item.*', 'rent.created'],
        timeoutSeconds: 11,
        status: 'PAUSED',
      },
    ]);

    await storeSecret(page, 'Send a test');
    await expectSecretGone(page, secret);
    const tests = dialog(page, 'Send a test');
    await tests.getByText('The webhook is paused. A test is sent all the same.').waitFor();
    const before = dashboard.receiver.requests.length;
    await tests.getByRole('button', { name: 'Send test' }).click();
    await tests.getByText('rent.created was accepted').waitFor();
    const request = dashboard.receiver.requests[before]!;
    expect(verify(secret, request)).toMatchObject({ event: 'rent.created', test: true });
    expect(request.headers['x-key']).toBe('5ecret');
    expect(await findBarriers(page)).toEqual([]);
    await tests.getByRole('link', { name: 'Open the delivery' }).click();
    await page.waitForURL(/#\/deliveries\/dlv_/);
    await expectSecretGone(page, secret);

    const [made] = await listWebhooks(customer);
    await page.goto(`${dashboard.url}#/webhooks/${made?.id}/settings`);
    await page.getByPlaceholder('Set, not shown').waitFor();
    await page.getByText('X-Key: ••••').waitFor();
    await expectSecretGone(page, '5ecret');
    await button(page, 'Remove header 1').click();
    await button(page, 'Save').click();
    await page.getByText('The settings are saved.').waitFor();
    await page.getByText('X-Key: ••••').waitFor({ state: 'detached' });
  });

  test('shows the secret although the answer to the creation was lost, and makes one webhook', async () => {
    const customer = await createCustomer(dashboard.app);
    const page = await openAs(customer, '/webhooks/new');
    let lost = 0;
    await page.route('**/graphql', async (route) => {
      const isCreation = /WebhookFormCreate\b/.test(route.request().postData() ?? '');
      if (!isCreation || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await fillForm(page, 'Once', dashboard.receiver.url);
    await button(page, 'Create webhook').click();
    await page.getByText('The service cannot be reached').waitFor();
    // From then on the page can load nothing again.
    let failures = 0;
    await page.route('**/graphql', async (route) => {
      if (/mutation/.test(route.request().postData() ?? '')) return route.fallback();
      failures += 1;
      const error = { message: 'Busy', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
      return route.fulfill({ json: { data: null, errors: [error] } });
    });
    await button(page, 'Create webhook').click();
    await dialog(page, 'Store the secret').waitFor();
    await page.goto(`${dashboard.url}#token=${await renew(customer)}&path=/webhooks/new`);
    await waitUntil('the form and the viewer were loaded again', () => failures >= 2);
    await page.getByText('Busy').waitFor({ state: 'attached' });
    const secret = await readSecret(page);
    await page.unroute('**/graphql');
    await storeSecret(page, 'Close');
    await page.waitForURL(/#\/webhooks\/wh_\w+\/deliveries$/);
    expect(await listWebhooks(customer)).toMatchObject([{ name: 'Once' }]);
    const before = dashboard.receiver.requests.length;
    await customer.publish();
    await dashboard.receiver.waitFor(before + 1);
    verify(secret, dashboard.receiver.requests[before]!);
  });

  test('says that there is a webhook when the form was changed after a lost answer', async () => {
    const customer = await createCustomer(dashboard.app);
    const page = await openAs(customer, '/webhooks/new');
    await page.route('**/graphql', async (route) => {
      if (!/WebhookFormCreate\b/.test(route.request().postData() ?? '')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await fillForm(page, 'Made', dashboard.receiver.url);
    await button(page, 'Create webhook').click();
    await page.getByText('The service cannot be reached').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('textbox', { name: 'Name' }).fill('Changed');
    await button(page, 'Create webhook').click();
    await page.getByText('An earlier attempt has created a webhook').waitFor();
    await button(page, 'Create webhook').click();
    await readSecret(page);
    const names = (await listWebhooks(customer)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['Changed', 'Made']);
  });

  test('keeps what was typed when someone else has changed the webhook', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(receiver.url, { name: 'Orders' });
    const page = await openAs(customer, `/webhooks/${id}/settings`);
    const notice = page.getByText('Someone else has changed this webhook');
    await page.routeWebSocket('**/graphql', () => undefined); // no live updates
    await page.reload();
    await page.getByRole('textbox', { name: 'Description' }).fill('Mine');
    const theirs = { webhookId: id, name: 'Theirs', timeoutSeconds: 20 };
    await app.ask(customer.token, UpdateWebhook, { input: theirs });
    await button(page, 'Save').click();
    await notice.waitFor(); // the service has refused it
    await button(page, 'Save').click();
    expect(await listWebhooks(customer)).toMatchObject([{ name: 'Theirs', description: null }]);
    expect(await findBarriers(page)).toEqual([]);
    await button(page, 'Load the present state').click();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Theirs');
    await page.getByRole('link', { name: 'Deliveries' }).first().click();
    await page.getByText('What you have changed in this form is not saved.').waitFor();
    await button(page, 'Stay').click();
    await button(page, 'Save').click();
    await page.getByText('The settings are saved.').waitFor();
    expect(await listWebhooks(customer)).toMatchObject([
      { name: 'Theirs', timeoutSeconds: 20, description: 'Mine' },
    ]);
    const live = await openAs(customer, `/webhooks/${id}/settings`);
    await live.getByText('Live', { exact: true }).waitFor();
    await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, name: 'Later' } });
    await live.getByText('Someone else has changed this webhook').waitFor();
    await live.getByRole('alert').filter({ hasText: 'Later' }).waitFor();
  });

  test('replaces a secret beside the previous one, and ends that early', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app);
    const { id, secret: first } = await customer.createWebhook(receiver.url);
    const page = await openAs(customer, `/webhooks/${id}/settings`);
    await button(page, 'Regenerate secret').click();
    await page.getByRole('textbox', { name: 'For how long' }).fill('8');
    expect(await findBarriers(page)).toEqual([]);
    await button(page, 'Create new secret').click();
    await page.getByText('keepPreviousForSeconds must be').waitFor();
    await page.getByRole('textbox', { name: 'For how long' }).fill('2');
    await page.getByRole('combobox', { name: 'Unit of time' }).selectOption('hours');
    // While the new secret is on its way, the page asks before it is left.
    const answer = Promise.withResolvers();
    await page.route('**/graphql', async (route) => {
      if (/regenerateSecret/.test(route.request().postData() ?? '')) await answer.promise;
      return route.continue();
    });
    await button(page, 'Create new secret').click();
    await page.locator('a[href="#/events"]').dispatchEvent('click');
    await dialog(page, 'Leave this page?').getByRole('button', { name: 'Stay' }).click();
    answer.resolve(null);
    await waitForFocus(page, page.getByRole('textbox', { name: 'Secret' }));
    const second = await readSecret(page);
    await storeSecret(page, 'Close');
    await expectSecretGone(page, second);
    await waitForFocus(page, button(page, 'Regenerate secret'));
    await page
      .getByRole('timer')
      .filter({ hasText: /^1 h 59 min|^2 h/ })
      .waitFor();
    const [both] = await receiveOne(customer);
    for (const secret of [first, second]) verify(secret, both!);

    await button(page, 'End it now').click();
    await dialog(page, 'End the previous secret now?')
      .getByRole('button', { name: 'End it now' })
      .click();
    await page.getByRole('timer').waitFor({ state: 'detached' });
    await waitForFocus(page, button(page, 'Regenerate secret'));
    const [one] = await receiveOne(customer);
    verify(second, one!);
    expect(() => verify(first, one!)).toThrow();
    expect(await listWebhooks(customer)).toMatchObject([{ previousSecretEndsAt: null }]);
  });

  async function renew({ workspaceId }: Customer): Promise<string> {
    return dashboard.app.token(workspaceId, undefined, 1_800);
  }

  async function receiveOne(customer: Customer) {
    const { receiver } = dashboard;
    const before = receiver.requests.length;
    await customer.publish();
    await receiver.waitFor(before + 1);
    return receiver.requests.slice(before);
  }

  test('says what the plan, the token and the limit of tests do not permit', async () => {
    const { app, receiver } = dashboard;
    const free = await createCustomer(app, 'FREE');
    const full = await openAs(free, '/webhooks/new');
    await full.getByText('The plan permits no further webhook').waitFor();
    expect(await full.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    expect(await findBarriers(full)).toEqual([]);

    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(receiver.url);
    const reader = await app.token(customer.workspaceId, ['webhooks:read']);
    const reading = await openAs({ ...customer, token: reader }, `/webhooks/${id}/settings`);
    expect(await reading.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    await button(reading, 'Save').hover();
    await reading.getByText('it lacks the scope webhooks:write').waitFor();

    const page = await openAs(customer, `/webhooks/${id}/settings`);
    const opener = button(page, 'Send test');
    await opener.click();
    const tests = dialog(page, 'Send a test');
    receiver.answer(500);
    for (let count = 1; count <= 5; count += 1) {
      await tests.getByRole('button', { name: 'Send test' }).click();
      await tests
        .getByText('rent.created failed')
        .nth(count - 1)
        .waitFor();
    }
    receiver.answer(200);
    await tests.getByRole('button', { name: 'Send test' }).click();
    await tests.getByText('at most 5 test events per minute').waitFor();
    await tests.getByRole('timer').filter({ hasText: 'The next test is allowed in' }).waitFor();
    await page.keyboard.press('Escape');
    await waitForFocus(page, opener);
    expect(await customer.log()).toHaveLength(5);
  });

  test('fits a screen of 360 pixels', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(receiver.url, { name: hostileName });
    const page = await openAs(customer, '/webhooks/new', { size: { width: 360, height: 700 } });
    await fillForm(page, 'W'.repeat(100), receiver.url);
    await expectFit(page);
    await button(page, 'Create webhook').click();
    await readSecret(page);
    await expectFit(page);
    await storeSecret(page, 'Send a test');
    await dialog(page, 'Send a test').getByRole('button', { name: 'Send test' }).waitFor();
    await expectFit(page);
    await page.goto(`${dashboard.url}#/webhooks/${id}/settings`);
    await button(page, 'Regenerate secret').waitFor();
    await expectFit(page);
  });
});
