import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { DeleteWebhook, GetWebhook, PauseWebhook, UpdateWebhook } from '../kit/documents.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { expectFit, waitForFocus } from './kit/page-steps.ts';

describeInBrowser('the list of webhooks and the frame of one', () => {
  let dashboard: DashboardFixture;
  /** Answers 410, so that its webhook is disabled. */
  let gone: Receiver;
  /** Answers 500, so that its webhook is failing. */
  let broken: Receiver;

  beforeAll(async () => {
    [dashboard, gone, broken] = await Promise.all([
      startDashboard(),
      startReceiver(),
      startReceiver(),
    ]);
    gone.answer(410);
    broken.answer(500);
  });
  afterAll(async () => {
    await dashboard.stop();
    await Promise.all([gone.stop(), broken.stop()]);
  });

  afterEach(() => expect(dashboard.faults).toEqual([]));

  const rowOf = (page: Page, name: string): Locator =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

  /** A workspace with a webhook in each state. */
  async function createStates(): Promise<Customer & { pausedId: string; goneId: string }> {
    const customer = await createCustomer(dashboard.app, 'PROFESSIONAL');
    const { createWebhook } = customer;
    const { url } = dashboard.receiver;
    const { id: activeId } = await createWebhook(url, { name: 'Orders' });
    await createWebhook(broken.url, { name: 'Warehouse', events: ['renter.created'] });
    const { id: goneId } = await createWebhook(gone.url, { name: 'Old accounting' });
    const { id: pausedId } = await createWebhook(url, { name: 'Nightly', isPaused: true });
    await customer.publish(3);
    await customer.waitForLog(3, { webhookIds: [activeId] });
    await customer.waitForLog(3, { webhookIds: [goneId] });
    await customer.waitForAttempt({ errorCodes: ['HTTP_SERVER_ERROR'] });
    return { ...customer, pausedId, goneId };
  }

  async function readStatus({ token }: Customer, id: string): Promise<string | undefined> {
    return (await dashboard.app.ask(token, GetWebhook, { id })).webhook?.status;
  }

  test('shows each with its state in words, its figures, and the button that fixes it', async () => {
    const customer = await createStates();
    const page = await dashboard.open({ token: customer.token });
    await rowOf(page, 'Orders').getByText('Active').waitFor();
    await rowOf(page, 'Orders').getByText('All events').waitFor();
    await rowOf(page, 'Orders').getByText('0 failed, 0 waiting').waitFor();
    await rowOf(page, 'Orders')
      .getByRole('img', { name: 'Last 24 hours: 3 succeeded, 0 failed' })
      .waitFor();
    await rowOf(page, 'Warehouse').getByText('Failing').waitFor();
    await rowOf(page, 'Warehouse').getByText('(status 500)').waitFor();
    await rowOf(page, 'Warehouse').getByText('renter.created').waitFor();
    const old = rowOf(page, 'Old accounting');
    await old.getByText(/The receiver said .* that it is gone/).waitFor();
    await old.getByText('100 %').waitFor();
    await old.getByRole('button', { name: 'Enable' }).waitFor();
    await rowOf(page, 'Nightly').getByText('3 waiting').waitFor();
    await rowOf(page, 'Nightly').getByRole('button', { name: 'Resume' }).waitFor();
    await page.getByText('4 of 10 in use').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.locator('svg.recharts-surface').count()).toBeGreaterThan(0);

    await page.setViewportSize({ width: 360, height: 800 });
    await expectFit(page);
    expect(await findBarriers(page)).toEqual([]);
    await page.context().close();
  });

  test('keeps search, status and order in the address, and says when nothing matches', async () => {
    const { token } = await createStates();
    const page = await dashboard.open({ token, path: '/webhooks?order=name&status=PAUSED' });
    const names = () => page.getByRole('rowheader').getByRole('link').allTextContents();
    await rowOf(page, 'Nightly').waitFor();
    expect(await names()).toEqual(['Nightly']);
    await page.getByRole('checkbox', { name: 'Paused' }).press('Space');
    await rowOf(page, 'Warehouse').waitFor();
    expect(await names()).toEqual(['Nightly', 'Old accounting', 'Orders', 'Warehouse']);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Failing for longest');
    await waitUntil('the failing one is first', async () => (await names())[0] === 'Warehouse');

    const search = page.getByRole('searchbox');
    await search.fill('old ACC');
    await rowOf(page, 'Orders').waitFor({ state: 'detached' });
    expect(page.url()).toContain('search=old+ACC');
    await search.fill('nowhere');
    await page.getByText('No webhook matches').waitFor();
    await page.getByRole('button', { name: 'Show all webhooks' }).click();
    await rowOf(page, 'Orders').waitFor();
    expect(await search.inputValue()).toBe('');
    expect(page.url()).toContain('order=failing');
    await page.goBack();
    await page.getByText('No webhook matches').waitFor();
    expect(await search.inputValue()).toBe('nowhere');
    await page.context().close();
  });

  test('shows at once what someone else changes', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app, 'PROFESSIONAL');
    const page = await dashboard.open({ token: customer.token });
    await page.getByRole('heading', { name: 'No webhooks yet' }).waitFor();
    await page.getByTestId('live-mark').getByText('Live').waitFor();
    expect(await findBarriers(page)).toEqual([]);

    const { id: webhookId } = await customer.createWebhook(receiver.url, { name: 'First' });
    await rowOf(page, 'First').waitFor();
    await page.getByText('1 of 10 in use').waitFor();
    await customer.publish(2);
    const counts = { name: '2 0 failed, 0 waiting' };
    await rowOf(page, 'First').getByRole('cell', counts).waitFor();
    await app.ask(customer.token, UpdateWebhook, { input: { webhookId, name: 'Renamed' } });
    await rowOf(page, 'Renamed').waitFor();
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    await rowOf(page, 'Renamed').getByText('New deliveries wait.').waitFor();
    await page.getByRole('status').getByText('Renamed: Paused').waitFor();

    await rowOf(page, 'Renamed').getByRole('link').click();
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    await page.getByRole('heading', { name: 'This webhook does not exist' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the webhooks' }).click();
    await page.getByRole('heading', { name: 'No webhooks yet' }).waitFor();
    await page.context().close();
  });

  test('resumes, enables, pauses and deletes in dialogs that say what follows', async () => {
    const customer = await createStates();
    const page = await dashboard.open({ token: customer.token });
    const dialog = page.getByRole('dialog');
    const resume = rowOf(page, 'Nightly').getByRole('button', { name: 'Resume' });
    await resume.click();
    await dialog.getByText('3 deliveries wait').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await waitForFocus(page, resume);
    expect(await readStatus(customer, customer.pausedId)).toBe('PAUSED');

    await resume.press('Enter');
    await dialog.getByRole('button', { name: 'Resume and send 3 deliveries' }).press('Enter');
    await page.getByText('3 deliveries are sent now.').waitFor();
    await rowOf(page, 'Nightly').getByText('Active').waitFor();
    expect(await readStatus(customer, customer.pausedId)).toBe('ACTIVE');
    await customer.waitForLog(3, { webhookIds: [customer.pausedId] });
    await dialog.waitFor({ state: 'detached' });
    await waitForFocus(page, rowOf(page, 'Nightly').getByRole('link'));

    await rowOf(page, 'Old accounting').getByRole('link').click();
    await page.getByRole('heading', { name: 'Old accounting', level: 1 }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const tab = page.getByRole('link', { name: 'Deliveries' }).last();
    expect(await tab.getAttribute('aria-current')).toBe('page');
    await page.getByRole('button', { name: 'Enable' }).click();
    await dialog.getByText(/the receiver returned 410 Gone/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('Active').waitFor();
    expect(await readStatus(customer, customer.goneId)).toBe('ACTIVE');

    const menu = page.getByRole('button', { name: 'More actions' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('New deliveries wait.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await waitForFocus(page, menu);
    await customer.publish(2);
    await page.getByRole('link', { name: '2 deliveries' }).waitFor();

    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog.getByText('Unfinished: 2 deliveries.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete webhook' }).click();
    await rowOf(page, 'Orders').waitFor();
    expect(await rowOf(page, 'Old accounting').count()).toBe(0);
    expect(await readStatus(customer, customer.goneId)).toBeUndefined();
    const ended = await customer.waitForLog(5, { webhookIds: [customer.goneId] });
    expect(ended.slice(0, 2).map(({ statusReason }) => statusReason)).toEqual([
      'WEBHOOK_DELETED',
      'WEBHOOK_DELETED',
    ]);
    await page.context().close();
  });

  test('says what the next plan gives, and how a suspended webhook comes back', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app, 'PROFESSIONAL');
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      await customer.createWebhook(receiver.url, { name: `Webhook ${number}` });
    }
    const page = await dashboard.open({ token: customer.token });
    await page.getByText('Enterprise has no limit').waitFor();
    const button = page.getByRole('button', { name: 'New webhook' });
    await button.hover();
    await page
      .getByRole('tooltip', { name: 'The plan Professional allows 10 webhooks.' })
      .waitFor();
    await button.press('Enter');
    expect(page.url()).toBe(`${dashboard.url}#/webhooks`);

    await app.createWorkspace(customer.workspaceId, 'FREE');
    await page.getByText('The plan Free has no webhooks.').first().waitFor();
    await page.getByText('10 webhooks beyond the limit are suspended.').waitFor();
    const row = rowOf(page, 'Webhook 7');
    await row.getByText('Suspended').waitFor();
    await row.getByRole('button', { name: 'Make room' }).click();
    await page
      .getByRole('dialog')
      .getByText('with another plan: Professional allows 10 webhooks.')
      .waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).last().click();
    await app.createWorkspace(customer.workspaceId, 'PROFESSIONAL');
    await row.getByText('Active').waitFor();
    await page.context().close();

    const { token } = await createCustomer(app, 'FREE');
    const free = await dashboard.open({ token });
    await free.getByText('Professional allows 10 webhooks').waitFor();
    const first = free.getByRole('button', { name: 'Create the first webhook' });
    expect(await first.getAttribute('aria-disabled')).toBe('true');
    await free.context().close();
  });

  test('with a token that may only read, shows what is not permitted and why', async () => {
    const { workspaceId, pausedId } = await createStates();
    const token = await dashboard.app.token(workspaceId, ['webhooks:read']);
    const page = await dashboard.open({ token });
    const reason = 'it lacks the scope webhooks:write';
    const resume = rowOf(page, 'Nightly').getByRole('button', { name: 'Resume' });
    await resume.focus();
    await page.getByRole('tooltip').getByText(reason).waitFor();
    await resume.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await rowOf(page, 'Nightly').getByRole('link').click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByText(reason).last().waitFor();
    const log = page.getByRole('table', { name: 'Deliveries' });
    await log.getByRole('row').last().getByText('paused', { exact: true }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Delete' }).isDisabled()).toBe(true);
    expect(page.url()).toBe(`${dashboard.url}#/webhooks/${pausedId}/deliveries`);
    await page.context().close();

    const none = await dashboard.app.token(workspaceId, ['events:publish']);
    const refused = await dashboard.open({ token: none });
    await refused.getByText('The token lacks the scope webhooks:read.').first().waitFor();
    await refused.context().close();
  });

  test('does not show a webhook of another workspace', async () => {
    const other = await createStates();
    const { token } = await createCustomer(dashboard.app, 'PROFESSIONAL');
    const page = await dashboard.open({ token, path: `/webhooks/${other.pausedId}/deliveries` });
    await page.getByRole('heading', { name: 'This webhook does not exist' }).waitFor();
    expect(await page.getByText('Nightly').count()).toBe(0);
    await page.context().close();
  });

  test('shows 10,000 webhooks in pages, forwards and backwards', async () => {
    const { app, receiver } = dashboard;
    const customer = await createCustomer(app, 'ENTERPRISE');
    await customer.createWebhook(receiver.url, { name: 'The newest' });
    await query(
      app.databaseUrl,
      `insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint, created_at)
       select overlay(id::text placing lpad(to_hex(9999 - n), 12, '0') from 25)::uuid, workspace_id, 'Copy ' || n, url, events, timeout_seconds, secret, secret_hint,
         created_at - n * interval '1 minute'
       from webhooks, generate_series(1, 9999) n
       where workspace_id = '${customer.workspaceId}'`,
    );
    const page = await dashboard.open({ token: customer.token });
    await rowOf(page, 'Copy 24').waitFor();
    expect(await page.getByRole('rowheader').count()).toBe(25);
    await page.getByText('25 of 10,000 webhooks').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await rowOf(page, 'Copy 49').waitFor();
    expect(page.url()).toContain('after=');
    await page.getByRole('button', { name: 'Next' }).click();
    await rowOf(page, 'Copy 50').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await rowOf(page, 'Copy 25').waitFor();
    await page.reload();
    await rowOf(page, 'Copy 49').waitFor();
    await page.goBack();
    await rowOf(page, 'Copy 50').waitFor();
    await page.getByRole('searchbox').fill('copy 9999');
    await rowOf(page, 'Copy 9999').waitFor();
    expect(page.url()).not.toContain('after=');
    await page.context().close();
  });
});
