import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { insertFailed } from '../events/recoveries/kit/insert-failed.ts';
import { preview, readRecovery, recover } from '../events/recoveries/kit/recovery-client.ts';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { ResendDelivery } from '../kit/documents.ts';
import { graphql } from '../kit/graphql/index.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { expectFit } from './kit/page-steps.ts';

const StatsOfCharts = graphql(`
  query StatsOfCharts($id: ID!, $since: DateTime!, $bucket: StatsBucket!, $timeZone: String!) {
    webhook(id: $id) {
      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {
        ...StatsOfChartsFields
      }
    }
    workspace {
      deliveryStats(since: $since, bucket: $bucket, timeZone: $timeZone) {
        ...StatsOfChartsFields
      }
    }
  }
  fragment StatsOfChartsFields on DeliveryStats {
    buckets {
      succeededCount
      failedCount
      retriedCount
      responseTime {
        p50Ms
        p95Ms
        p99Ms
      }
    }
  }
`);

describeInBrowser('repair in the dashboard', () => {
  let dashboard: DashboardFixture;
  let customer: Customer;
  let receiver: Receiver;

  beforeAll(async () => {
    dashboard = await startDashboard({ env: { RETRY_SCHEDULE: '0' } });
  });
  beforeEach(async () => {
    customer = await createCustomer(dashboard.app);
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());
  afterAll(() => dashboard.stop());

  /** Checks what is on the page in both themes and on a narrow screen. */
  async function expectGoodLook(page: Page): Promise<void> {
    expect(await findBarriers(page)).toEqual([]);
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 740 });
    await expectFit(page);
    await page.setViewportSize(size);
  }

  test('failed deliveries are counted, and sent again', async () => {
    const { id } = await customer.createWebhook(receiver.url, { name: 'Orders' });
    receiver.answer(500);
    await customer.publish(3);
    const [first] = await customer.waitForLog(3);
    receiver.answer(200);
    await dashboard.app.ask(customer.token, ResendDelivery, { input: { deliveryId: first!.id } });
    await customer.waitForLog(4);

    const page = await dashboard.open({
      token: customer.token,
      path: `/recoveries?new=1&status=FAILED&error=HTTP_SERVER_ERROR&class=STATUS_5XX&webhook=${id}`,
    });
    await page.getByRole('button', { name: 'Send them again' }).hover(); // says why it does nothing
    await page.getByText('Count first.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Count' }).click();
    await page.getByText('2 deliveries').waitFor();
    await page.getByText('1 sent again already').waitFor();
    const counted = await preview(dashboard.app, customer.token, { webhookIds: [id] });
    expect(counted).toMatchObject({ count: { count: 2 }, estimatedSeconds: 1 });
    await page.getByText('1 s', { exact: true }).waitFor();
    await expectGoodLook(page);

    await page.getByRole('button', { name: 'Remove the condition Response: 5xx' }).click();
    await page.getByText('The filter has changed since.').waitFor();
    await page.getByRole('button', { name: '7 days' }).click();
    await page.getByRole('button', { name: 'Count' }).click();
    await page.getByRole('button', { name: 'Send them again', disabled: false }).click();
    await page.waitForURL(/#\/recoveries\/rcv_/);
    await page.getByText('2 of 2 deliveries made again').first().waitFor();
    await page.getByText('Completed', { exact: true }).waitFor();
    const log = await customer.waitForLog(6);
    expect(log.filter(({ trigger }) => trigger === 'RECOVERY')).toHaveLength(2);
    const succeeded = page.getByRole('definition').first();
    await waitUntil('the page has both', async () => (await succeeded.innerText()) === '2');
    await expectGoodLook(page);

    const link = page.getByRole('link', { name: 'Show these deliveries' });
    expect(await link.getAttribute('href')).toMatch(
      /#\/deliveries\?trigger=RECOVERY&webhook=wh_.*&after=/,
    );
    await page.getByRole('link', { name: 'Recoveries' }).click();
    const row = page.getByRole('row').filter({ hasText: 'of Orders, error HTTP server error' });
    await row.getByText('Completed').waitFor();
    await expectGoodLook(page);
    expect(dashboard.faults).toEqual([]);
  });

  test('a refusal stands at its field, and a token that may only read is told why', async () => {
    const path = '/recoveries?new=1&webhook=wh_unknown&type=rent.lost';
    const page = await dashboard.open({ token: customer.token, path });
    const field = (name: string) => page.getByRole('combobox', { name });
    await page.getByRole('button', { name: 'Count' }).click();
    await page.getByText('rent.lost: There is no event type with this name.').waitFor();
    expect(await field('Event types').getAttribute('aria-invalid')).toBe('true');
    await expectGoodLook(page);
    const reader = await dashboard.app.token(customer.workspaceId, ['webhooks:read']);
    const other = await dashboard.open({ token: reader, path: '/recoveries' });
    await other.getByText('There are no recoveries').waitFor();
    await other.getByRole('button', { name: 'New recovery' }).hover();
    await other.getByText('it lacks the scope webhooks:write').waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  test('a running recovery is followed live, and cancelled', async () => {
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    const held = holdAnswers();
    receiver.answer(held.answer);
    await insertFailed(dashboard.app, { workspaceId: customer.workspaceId, webhookId, count: 600 });
    const { id } = await recover(dashboard.app, customer.token, { webhookIds: [webhookId] });
    const page = await dashboard.open({ token: customer.token, path: `/recoveries/${id}` });
    await page.getByText(/^[1-9]\d* of 600 deliveries made again$/).waitFor();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel this recovery?' });
    await dialog.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel the recovery' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    expect(await readRecovery(dashboard.app, customer.token, id)).toMatchObject({
      status: 'CANCELLED',
    });
    held.release(200);
    receiver.answer(200);
    expect(dashboard.faults).toEqual([]);
  });

  test('charts show the numbers of the API, by hour and by day of the viewer', async () => {
    const { id } = await customer.createWebhook(receiver.url);
    await customer.publish(2);
    await customer.waitForLog(2);
    await sql`
      insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count, failed_count, retried_count,
        responses_to_100_ms, responses_to_300_ms, responses_to_2000_ms)
      select ${decodeId(IdPrefix.webhook, id)}::uuid, date_trunc('hour', now()) - n * interval '1 hour',
        ${customer.workspaceId}, 1000 + 13 * n, n % 7, n % 5, 900 + n, 90, n % 30
      from generate_series(1, 200) as n
    `.execute(dashboard.app.app.database.em.fork().getKysely());
    const timeZone = 'Pacific/Kiritimati';
    const page = await dashboard.open({
      ...{ token: customer.token, timeZone, path: `/webhooks/${id}/charts?period=48h` },
    });

    async function expectNumbers(period: string, bucket: 'HOUR' | 'DAY', count: number) {
      await page.getByRole('radiogroup', { name: 'Period' }).getByText(period).click();
      const length = bucket === 'HOUR' ? 3_600_000 : 86_400_000;
      const since = new Date(Date.now() - (count - 1) * length).toISOString();
      const variables = { id, since, bucket, timeZone };
      const stats = await dashboard.app.ask(customer.token, StatsOfCharts, variables);
      const { buckets } = (isWorkspace(page) ? stats.workspace : stats.webhook)!.deliveryStats!;
      const rows = buckets
        .toReversed()
        .map((each) => [
          ...[each.succeededCount, each.failedCount, each.retriedCount].map((n) =>
            n.toLocaleString('en'),
          ),
        ]);
      expect(rows).toHaveLength(count);
      expect(rows.flat()).not.toContain(NaN);
      const table = page.getByRole('table', { name: /^Deliveries by/ });
      await waitUntil('the table has them', async () => {
        const shown = await table.getByRole('row').allInnerTexts();
        return (
          String(shown.slice(1).map((text) => text.trim().split('\t').slice(1))) === String(rows)
        );
      });
    }

    const isWorkspace = (shown: Page) => shown.url().includes('#/charts');
    await expectNumbers('48 hours', 'HOUR', 48);
    await expectNumbers('30 days', 'DAY', 30);
    expect(page.url()).toContain('period=30d');
    const table = page.getByRole('table', { name: /^Response time by day/ });
    const today = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' });
    expect(await table.getByRole('rowheader').first().innerText()).toContain(today.format());
    await expectGoodLook(page);

    await page.getByRole('link', { name: 'Charts' }).first().click();
    await page.getByRole('region', { name: 'Webhooks now' }).getByText('1, no limit').waitFor();
    await expectNumbers('7 days', 'DAY', 7);
    await page.getByRole('switch', { name: 'As a table' }).click();
    await page.getByRole('img', { name: /succeeded/ }).waitFor({ state: 'detached' });
    await expectNumbers('24 hours', 'HOUR', 24);
    expect(await findBarriers(page)).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test('the lab verifies a received request, finds what is wrong, and sends nothing', async () => {
    const { secret } = await customer.createWebhook(receiver.url);
    const other = await customer.createWebhook(receiver.url, { isPaused: true });
    await customer.publish();
    const [request] = await receiver.waitFor(1);
    const { headers, body } = request!;
    const page = await dashboard.open({ token: customer.token, path: '/signature-lab' });
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    const sent: string[] = [];
    page.on('request', (each) => sent.push(each.url()));

    async function check(fields: Record<string, string>) {
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page
        .getByText('This is the result of what stood here before')
        .waitFor({ state: 'detached' });
      await page.getByRole('article').first().waitFor();
      return (await page.getByRole('article').allInnerTexts()).map((text) =>
        text.split('\n').slice(0, 9).join(' '),
      );
    }

    const right = { Headers: JSON.stringify(headers), Body: body, Secret: secret };
    for (const text of await check(right)) expect(text).toContain('Verified');
    const changed = JSON.stringify(JSON.parse(body), null, 2);
    for (const text of await check({ Body: changed })) {
      expect(text).toContain('The body was parsed and serialised again');
    }
    await page.getByText('The first byte is the same. Then they differ:').first().waitFor();
    for (const text of await check({ Body: `${body}\n` })) {
      expect(text).toContain('line break at its end');
    }
    await expectGoodLook(page);
    for (const text of await check({ ...right, Secret: other.secret })) {
      expect(text).toContain('The secret is wrong, or the body was changed');
    }
    const { 'webhook-id': _id, ...rest } = headers;
    const [standard, plain] = await check({ ...right, Headers: JSON.stringify(rest) });
    expect(standard).toContain('Not found: webhook-id');
    expect(plain).toContain('Verified');
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('The timestamp is more than 5 minutes old').waitFor();

    // As the screen of a delivery opens it.
    const signedContent = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const usr = { headers, body: body.replace('renter.created', 'renter.deleted'), signedContent };
    const state = JSON.stringify({ usr, key: 'lab', idx: 0 });
    await page.evaluate(`window.history.replaceState(${state}, '')`);
    await page.reload();
    for (const text of await check({ Secret: secret })) {
      expect(text).toContain('The body is not the one that was signed');
    }
    expect(dashboard.faults).toEqual([]);
  });
});
