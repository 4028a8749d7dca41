import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { EraseEvent, ResendDelivery } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { expectFit } from './kit/page-steps.ts';

const phone = { width: 360, height: 780 };
const waitingRetry = { RETRY_SCHEDULE: '0,0,3600', RESENDS_PER_MINUTE: '2' };

/** Text that wants to be more than text. */
const script = `</script><script>document.title = 'taken over'</script>`;
const image = `<img src=x onerror="document.title = 'taken over'">`;
const hostile = `${image}${script}\u202Etxet\u202C zero\u200Bwidth 👩‍👩‍👧 ${'w'.repeat(120)}`;

describeInBrowser('the screens of a delivery and of events', () => {
  let dashboard: DashboardFixture;

  beforeAll(async () => {
    dashboard = await startDashboard({ env: waitingRetry });
  });
  afterAll(() => dashboard.stop());

  const open = ({ token }: Customer, path: string, options = {}) =>
    dashboard.open({ token, path, ...options });

  test('a delivery is followed from its first attempt to its success, and attempts are compared', async () => {
    const { receiver, app } = dashboard;
    const customer = await createCustomer(app);
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url, { name: 'Orders' });
    await customer.publish();
    await held.waitFor(1);
    const id = firstId(await customer.log());
    const page = await open(customer, `/deliveries/${id}`);
    await page.getByText('Attempt 1 is in progress.').waitFor();
    await page.getByRole('treeitem', { name: 'event: "renter.created"' }).waitFor();

    held.release({ status: 500, headers: { 'x-node': 'a' }, body: 'Database is down' });
    await page.getByRole('link', { name: 'Attempt 1: 500' }).waitFor();
    await held.waitFor(1);
    held.release({ status: 200, headers: { 'x-node': 'b' }, body: 'Database is up' });
    await page.getByText('The receiver accepted it with 200 at attempt 2.').waitFor();
    await page.getByRole('heading', { name: 'Attempt 2' }).waitFor();
    expect(await page.getByRole('img', { name: /First byte/ }).count()).toBe(2);
    await page.getByText(/over a connection that an earlier request had opened/).waitFor();
    await page.getByRole('link', { name: 'Orders' }).waitFor();

    await page.getByRole('button', { name: 'Show what was signed' }).click();
    const signed = page.getByRole('region', { name: 'Signed text' });
    const { headers, body } = receiver.requests.at(-1)!;
    expect(await signed.textContent()).toBe(
      [headers['webhook-id'], headers['webhook-timestamp'], body].join('.'),
    );

    await page.getByLabel('Compare attempt 2 with').selectOption('Attempt 1: 500');
    const comparison = page.getByRole('region', { name: 'Attempts 1 and 2' });
    await comparison.getByRole('row', { name: 'Differs: Result 500 200' }).waitFor();
    await comparison.getByRole('row', { name: 'Differs: x-node a b' }).waitFor();
    expect(await comparison.locator('mark').allTextContents()).toEqual(['down', 'up']);
    await comparison.getByLabel('Show only what differs').check();
    expect(await comparison.getByRole('row', { name: 'webhook-id' }).count()).toBe(0);
    expect(page.url()).toContain('?attempt=2&with=1');
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await comparison.waitFor();
    await page.getByRole('link', { name: 'Attempt 1: 500' }).click();
    await page.getByText('Database is down').waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  test('hostile payloads and responses are text, and a body of 256 KiB can be read and searched', async () => {
    const { receiver, app } = dashboard;
    const customer = await createCustomer(app);
    receiver.answer({ status: 200, headers: { 'x-html': image }, body: hostile });
    await customer.createWebhook(receiver.url, { name: image });
    const [eventId = ''] = await customer.publish();
    const id = firstId(await customer.waitForLog(1));
    const lines = Array.from({ length: 3_000 }, (_, index) => ({ index, text: 'x'.repeat(50) }));
    const body = { event: 'renter.created', data: { [hostile]: hostile, lines } };
    // The catalogue refuses such data, so it is put into the database.
    await runSql(app.databaseUrl, 'update events set body = $1', [JSON.stringify(body)]);
    const page = await open(customer, `/deliveries/${id}`, { size: phone, theme: 'dark' });
    const tree = page.getByRole('tree', { name: 'Request body' });
    await tree
      .getByText(/onerror/)
      .first()
      .waitFor();
    await tree
      .getByText(String.raw`\u202etxet\u202c zero\u200bwidth 👩‍👩‍👧`)
      .first()
      .waitFor();
    const response = page.getByRole('region', { name: 'Response body' });
    expect(await response.textContent()).toContain(image);
    expect(await response.textContent()).toContain(String.raw`\u202etxet`);
    await page.getByRole('table', { name: 'Response headers' }).getByText(image).waitFor();
    expect(await page.title()).toBe('Delivery of renter.created – Webhooks – Stockaj');
    await expectFit(page);
    expect(await findBarriers(page)).toEqual([]);

    await page.getByLabel('Search in: Request body').fill('2345');
    await page.getByText('2 entries found.').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tree.getByText('index: 2345').click();
    await page.getByRole('button', { name: 'Copy path' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await readClipboard(page)).toBe('data.lines[2345].index');
    await page.getByLabel('Search in: Request body').fill('');
    await page.getByRole('treeitem', { name: /^lines: / }).press('ArrowRight');
    await tree.getByText('[2900 … 2999]').waitFor();

    await page.getByText('Text', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Show all' }).click();
    const text = page.getByRole('region', { name: 'Request body' });
    expect((await text.textContent())?.length).toBeGreaterThan(200_000);

    await page.goto(`${dashboard.url}#/events/${eventId}`);
    await page
      .getByRole('tree', { name: 'Payload' })
      .getByText(/onerror/)
      .first()
      .waitFor();
    await page.getByText(image, { exact: true }).first().waitFor();
    await expectFit(page);
    expect(await findBarriers(page)).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test('a resend is shown live, and a refusal in the words of the API', async () => {
    const { receiver, app } = dashboard;
    const customer = await createCustomer(app);
    receiver.answer(200);
    await customer.createWebhook(receiver.url);
    const [eventId = ''] = await customer.publish();
    const id = firstId(await customer.waitForLog(1));
    const held = holdAnswers();
    receiver.answer(held.answer);
    const page = await open(customer, `/deliveries/${id}`);
    const resend = page.getByRole('button', { name: 'Resend' });
    await resend.click();
    const made = page.getByRole('status').filter({ hasText: 'Sent again' });
    await made.getByText('Attempt 1 is in progress.').waitFor();
    const others = page.getByRole('table', { name: 'Other deliveries of this event' });
    await others.getByRole('row', { name: 'Sent again by hand' }).waitFor();

    await resend.click();
    const refusal = page.getByRole('group', { name: 'This was not sent again' });
    await refusal.getByText(/of this event to this webhook has not ended yet/).waitFor();
    await resend.click();
    await refusal.getByText('A webhook may get at most 2 resends per minute.').waitFor();
    await refusal.getByText(/The next resend is allowed in \d+ s/).waitFor();
    await resend.hover();
    await page.getByRole('tooltip', { name: /The next resend is allowed in/ }).waitFor();

    held.release({ status: 204 });
    await others.getByRole('row', { name: '204' }).waitFor();
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    expect(await findBarriers(page)).toEqual([]);
    await others.getByRole('link').click();
    await page.getByText('Sent again by hand').first().waitFor();

    const { eraseEvent } = await app.ask(customer.token, EraseEvent, { input: { eventId } });
    expect(eraseEvent.userErrors).toEqual([]);
    await page.reload();
    await page.getByText(/The payload and the responses were erased/).waitFor();
    await page.getByText('The body is gone').waitFor();
    await resend.hover();
    await page.getByRole('tooltip', { name: 'The payload of this event was erased.' }).waitFor();
    expect(await customer.log()).toHaveLength(2);
    expect(dashboard.faults).toEqual([]);
  });

  test('a delivery that is not in the log, or of another workspace, is said to be missing', async () => {
    const { receiver, app } = dashboard;
    const [owner, stranger] = [await createCustomer(app), await createCustomer(app)];
    receiver.answer(200);
    await owner.createWebhook(receiver.url);
    const [eventId = ''] = await owner.publish();
    const id = firstId(await owner.waitForLog(1));
    const page = await open(stranger, `/deliveries/${id}`);
    await page.getByText('This delivery is not in the log').waitFor();
    await page.getByText(stranger.workspaceId, { exact: true }).last().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${dashboard.url}#/deliveries/nonsense%20%3Cb%3E`);
    await page.getByText('nonsense <b>').waitFor();
    await page.goto(`${dashboard.url}#/events/${eventId}`);
    await page.getByText('There is no such event').waitFor();
    const reader = await dashboard.open({
      token: await app.token(owner.workspaceId, []),
      path: `/deliveries/${id}`,
    });
    await reader.getByText('The token does not permit this').waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  test('events are filtered, and an event says why a webhook got nothing', async () => {
    const { receiver, app } = dashboard;
    const customer = await createCustomer(app);
    receiver.answer(200);
    const all = { name: 'All events' };
    const rents = { name: 'Rents', events: ['rent.created', 'rent.deleted'] };
    await customer.createWebhook(receiver.url, all);
    await customer.createWebhook(receiver.url, rents);
    await customer.publish(60, 'item.deleted');
    await runSql(app.databaseUrl, "update webhook_states set begins_at = now() - interval '1 day'");
    const [eventId = ''] = await customer.publish();
    await customer.createWebhook(receiver.url, { name: 'Late' });
    const page = await open(customer, '/events');
    const table = page.getByRole('table', { name: 'Events' });
    await table.getByRole('row', { name: 'renter.created' }).waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await waitUntil(
      'the last page is shown',
      async () => (await table.getByRole('row').count()) === 12,
    );
    await page.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'renter.created' }).click();
    await waitUntil('one event is left', async () => (await table.getByRole('row').count()) === 2);
    expect(page.url()).toMatch(/#\/events\?type=renter.created$/);
    await page.keyboard.press('Escape');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Id').fill('evt_unknown');
    await page.getByLabel('Id').press('Enter');
    await page.getByText('No event matches this filter.').waitFor();
    await page.goBack();
    await table.getByRole('link', { name: 'renter.created' }).click();

    const why = page.getByRole('region', { name: 'Why did I get nothing?' });
    const entry = (name: string) => why.getByRole('listitem').filter({ hasText: name });
    await entry('All events').getByText('The receiver accepted it with 200.').waitFor();
    const rentsEntry = entry('Rents');
    await rentsEntry.getByText(/did not listen to renter\.created/).waitFor();
    await rentsEntry.getByText(/It listens to rent.created and rent.deleted\./).waitFor();
    await entry('Late')
      .getByText(/This webhook did not exist yet: it was created on/)
      .waitFor();
    expect(page.url()).toContain(eventId);
    expect(await findBarriers(page)).toEqual([]);

    const id = firstId(await customer.log({ eventId }));
    await resendByApi(customer, id);
    const deliveries = page.getByRole('table', { name: 'Deliveries' });
    await deliveries.getByRole('row', { name: 'Sent again by hand' }).waitFor();
    await page.setViewportSize(phone);
    await expectFit(page);
    expect(dashboard.faults).toEqual([]);
  });

  async function resendByApi({ token }: Customer, deliveryId: string): Promise<void> {
    const { resendDelivery } = await dashboard.app.ask(token, ResendDelivery, {
      input: { deliveryId },
    });
    expect(resendDelivery.userErrors).toEqual([]);
  }
});

async function runSql(databaseUrl: string, text: string, values: string[] = []): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(text, values);
  await client.end();
}

function firstId([first]: readonly { id: string }[]): string {
  return first!.id;
}

async function readClipboard(page: Page): Promise<string> {
  return page.evaluate('navigator.clipboard.readText()');
}
