import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { fillLog } from '../bench/fill-log.ts';
import { describeInBrowser } from '../kit/browser.ts';
import { changeDeliveries } from '../kit/change-deliveries.ts';
import { createCustomer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { startDatabaseProxy } from '../kit/database-proxy.ts';
import { SendTest } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { receiverHost, startReceiver } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { expectFit } from './kit/page-steps.ts';

const narrow = { width: 360, height: 740 };

describeInBrowser('the log of deliveries', () => {
  let dashboard: DashboardFixture;

  beforeAll(async () => {
    dashboard = await startDashboard({ env: { RETRY_SCHEDULE: '0,3600' } });
  });
  afterAll(() => dashboard.stop());

  /** The rows that are drawn, without the titles. */
  const rowsOf = (page: Page) =>
    page
      .getByRole('table', { name: 'Deliveries' })
      .locator('[aria-rowindex]:not([aria-rowindex="1"])');
  const searchOf = (page: Page) => new URLSearchParams(page.url().split('?')[1]);
  /** The faults but for the connection that a test cuts. */
  const faults = () =>
    dashboard.faults.filter(
      (fault) => !/^(WebSocket connection to|Failed to load resource: net::ERR_)/.test(fault),
    );
  const fixture = async () => ({
    customer: await createCustomer(dashboard.app),
    receiver: await startReceiver(),
  });

  test('shows what became of deliveries, changes rows in place and gathers new ones', async () => {
    const { customer, receiver } = await fixture();
    const { token } = customer;
    const { id: webhookId } = await customer.createWebhook(receiver.url, { name: 'Accounting' });
    const refused = { name: 'Warehouse', events: ['item.created'] };
    await customer.createWebhook(`https://${receiverHost}:1999/`, refused);
    await customer.publish(1, 'rent.created');
    await customer.waitForLog(1);
    await dashboard.app.ask(token, SendTest, { input: { webhookId, eventType: 'rent.updated' } });
    await customer.waitForLog(2);
    receiver.answer(500);
    await customer.publish(1, 'item.created');
    await customer.waitForAttempt({ responseStatus: 500 });
    await customer.waitForAttempt({ errorCodes: ['CONNECTION_REFUSED'] });
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.publish(1, 'renter.deleted');
    await held.waitFor(1);

    const page = await dashboard.open({ token, path: '/deliveries' });
    const rowWith = (text: string) => rowsOf(page).filter({ hasText: text });
    const failed = rowWith('item.created').filter({ hasText: 'Accounting' });
    await failed.getByText('500').waitFor();
    expect(await failed.textContent()).toMatch(/1 of 2next in (1 hour|\d+ minutes)/);
    await rowWith('Warehouse').getByText('Connection refused').waitFor();
    expect(await rowWith('rent.created').textContent()).toMatch(/200.*1 of 2\d+ ms/);
    await rowWith('rent.updated').getByText('Test', { exact: true }).waitFor();
    await page.getByText('5 deliveries').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();

    const open = rowWith('renter.deleted');
    await open.getByText('in progress').waitFor();
    held.release(204);
    await open.getByText('204').waitFor();
    receiver.answer(200);
    await customer.publish(2, 'item.deleted');
    await page.getByRole('button', { name: '2 new' }).waitFor();
    await page.getByText('2 new deliveries').waitFor({ state: 'attached' });
    expect(await rowsOf(page).count()).toBe(5);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: '2 new' }).click();
    await rowWith('item.deleted').nth(1).waitFor();
    expect(await rowsOf(page).count()).toBe(7);
    await page.getByText('7 deliveries').waitFor();

    await page.getByRole('button', { name: 'Pause live' }).click();
    await customer.publish(3, 'item.updated');
    await customer.waitForLog(3, { eventTypes: ['item.updated'] });
    await page.getByText('Paused. Changes are not shown.').waitFor();
    expect(await page.getByRole('button', { name: /new$/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Resume live' }).click();
    await page.getByRole('button', { name: '3 new' }).waitFor();

    const [first] = await customer.log({ eventTypes: ['renter.deleted'] });
    await page.getByRole('link', { name: 'item.deleted' }).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/#/deliveries/${first!.id}`);
    await page.goBack();
    await rowWith('rent.created').click({ position: { x: 300, y: 10 } });
    await page.waitForURL('**/#/deliveries/dlv_*');
    await receiver.stop();
    expect(faults()).toEqual([]);
  });

  test('keeps the filter in the address, and says what is wrong with it', async () => {
    const { customer, receiver } = await fixture();
    const { token } = customer;
    const { id: webhookId } = await customer.createWebhook(receiver.url, { name: 'Accounting' });
    await customer.publish(2, 'rent.created');
    await customer.publish(1, 'item.created');
    await customer.waitForLog(3);
    const path = `/webhooks/${webhookId}/deliveries?status=SUCCEEDED&status=LOST&type=rent.created`;
    const page = await dashboard.open({ token, path });
    await page.getByText('2 deliveries').waitFor();
    await page.getByText('not known: status=LOST.').waitFor();
    await page.getByRole('button', { name: 'Remove the condition Status: Succeeded' }).click();
    await page.getByRole('button', { name: 'Event type: 1' }).click();
    await page.getByLabel('item.created').click();
    await page.getByText('3 deliveries').waitFor();
    expect(searchOf(page).getAll('type')).toEqual(['rent.created', 'item.created']);
    await page.keyboard.press('Escape');
    await page.goBack();
    await page.getByText('2 deliveries').waitFor();
    expect(searchOf(page).toString()).toBe('type=rent.created');

    await page.getByLabel('Text in the payload').fill('no such text');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No delivery matches the filter' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByText('3 deliveries').waitFor();
    expect(await findBarriers(page)).toEqual([]);

    const place = page.url().split('?')[0]!;
    await page.goto(`${place}?type=rent.painted&order=oldest`);
    const refusal = page.getByRole('alert').filter({ hasText: 'does not take this filter' });
    expect(await refusal.textContent()).toContain('There is no event type with this name.');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await rowsOf(page).first().getByText('rent.created').waitFor();
    await page.getByRole('button', { name: 'Time' }).click();
    await page.getByRole('button', { name: 'Last hour' }).click();
    await page.getByRole('button', { name: /Remove the condition From/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Recover failed…' }).click();
    await page.waitForURL('**/#/recoveries?*');
    const wanted = searchOf(page);
    expect([wanted.get('new'), wanted.get('webhook')]).toEqual(['1', webhookId]);
    expect(Date.now() - Date.parse(wanted.get('after')!)).toBeGreaterThanOrEqual(3_600_000 - 2_000);
    await receiver.stop();
    expect(faults()).toEqual([]);
  });

  test('has pages both ways in a long log, and keeps up with many changes', async () => {
    const { customer, receiver } = await fixture();
    const { token, workspaceId } = customer;
    const { id, secret } = await customer.createWebhook(receiver.url, { name: 'Accounting' });
    const uuid = decodeId(IdPrefix.webhook, id)!;
    const { database } = dashboard.app.app;
    await fillLog(database, [{ id: uuid, workspaceId, url: receiver.url, secret }], 12_000);
    const page = await dashboard.open({ token, path: '/deliveries' });
    await page.getByText('More than 10,000 deliveries').waitFor();
    const top = () => page.locator('[aria-rowindex="2"] a').getAttribute('href');
    const first = await top();
    expect(await rowsOf(page).count()).toBeLessThan(50);

    await page.getByText('Live', { exact: true }).waitFor();
    for (let change = 1; change <= 50; change += 1) {
      const place = { workspaceId, offset: (change * 10) % 100, count: 10 };
      await changeDeliveries(database, { ...place, responseTimeMs: change > 40 ? 777 : change });
    }
    await waitUntil('all rows have their last state', async () => {
      const texts = await rowsOf(page).allTextContents();
      return texts.every((text) => text.includes('777 ms'));
    });
    expect(await top()).toBe(first);

    await page.mouse.wheel(0, 2_000);
    const shown = rowsOf(page).getByRole('link').last();
    await page.locator('[aria-rowindex="2"]').waitFor({ state: 'detached' });
    const far = (await shown.getAttribute('href'))!;
    const scrollY = () => page.evaluate<number>('scrollY');
    await page.locator(`[href="${far}"]`).scrollIntoViewIfNeeded();
    const place = await scrollY();
    await page.locator(`[href="${far}"]`).click();
    await page.waitForURL(`**/${far}`);
    await page.locator('#main:focus').waitFor();
    await waitUntil('the delivery is shown from its top', async () => (await scrollY()) === 0);
    await customer.publish(1);
    await page.goBack();
    await page.locator(`[href="${far}"]:focus`).waitFor();
    expect(await scrollY()).toBe(place);
    await page.getByRole('button', { name: '1 new' }).click();
    await waitUntil('the new one is first', async () => (await top()) !== first);
    const newest = await top();

    const turn = async (name: string, isDone: (href: string | null) => boolean) => {
      await page.getByRole('button', { name, exact: true }).click();
      await waitUntil(`the page is turned to ${name}`, async () => isDone(await top()));
    };
    await turn('Older', (href) => href !== newest);
    const second = await top();
    expect(searchOf(page).has('next')).toBe(true);
    await customer.publish(1);
    await turn('Older', (href) => href !== second);
    await turn('Newer', (href) => href === second);
    expect(searchOf(page).has('previous')).toBe(true);
    expect(await page.getByRole('button', { name: /new$/ }).count()).toBe(0);
    await page.goBack();
    await waitUntil('the third page is back', () => searchOf(page).has('next'));
    await page.goBack();
    await page.goBack();
    await waitUntil('the first page is back', async () => !searchOf(page).has('next'));
    await page.getByText('Oldest first').click();
    await waitUntil('the oldest is first', async () => (await top()) !== first);

    await page.goto(`${page.url().split('?')[0]!}?text=nothing+has+this`);
    await page.getByText(/Searched until/).waitFor();
    await page.getByRole('button', { name: 'Search further' }).click();
    await waitUntil('the search goes on', () => searchOf(page).has('next'));
    await receiver.stop();
    expect(faults()).toEqual([]);
  });

  test('misses nothing when the connection is cut', async () => {
    const { customer, receiver } = await fixture();
    await customer.createWebhook(receiver.url, { name: 'Accounting' });
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.publish(1, 'rent.created');
    await held.waitFor(1);
    const proxy = await startDatabaseProxy(dashboard.url); // it forwards any TCP connection
    const page = await dashboard.open({
      ...{ token: customer.token, path: '/deliveries', through: proxy.url },
    });
    await rowsOf(page).getByText('in progress').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    proxy.redirect('http://127.0.0.1:1/');
    proxy.cut();
    await page.getByText('Disconnected', { exact: true }).waitFor();
    receiver.answer(200);
    held.release(200);
    await customer.publish(2, 'item.created');
    await customer.waitForLog(3);
    proxy.redirect(dashboard.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await rowsOf(page).getByText('200').waitFor();
    await page.getByRole('button', { name: '2 new' }).waitFor();
    expect(await rowsOf(page).count()).toBe(1);
    await page.context().close();
    await Promise.all([proxy.stop(), receiver.stop()]);
    expect(faults()).toEqual([]);
  });

  test('fits a telephone on Kiritimati, from the first delivery on', async () => {
    const { customer, receiver } = await fixture();
    const { id } = await customer.createWebhook(receiver.url, { name: 'Accounting' });
    const page = await dashboard.open({
      ...{ token: customer.token, path: `/webhooks/${id}/deliveries`, theme: 'dark', size: narrow },
      timeZone: 'Pacific/Kiritimati',
    });
    await page.getByRole('heading', { name: 'No deliveries yet' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
    await customer.publish(1, 'rent.created');
    const row = rowsOf(page).filter({ hasText: 'rent.created' });
    await row.getByText('200').waitFor();
    await page.getByText('1 delivery', { exact: true }).last().waitFor();
    expect(await findBarriers(page)).toEqual([]);

    const place = page.url();
    await page.goto(`${place}?before=2099-12-31T23:30:00Z`);
    await page.getByText('Until: 1 Jan 2100, 13:30:00').waitFor();
    await page.getByRole('button', { name: 'Time: 1' }).click();
    await page.getByText('Times are in your zone, Pacific/Kiritimati.').waitFor();
    await page.getByLabel('From').click();
    await page.getByRole('dialog', { name: 'From' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await expectFit(page);
    await receiver.stop();
    expect(faults()).toEqual([]);
  });
});
