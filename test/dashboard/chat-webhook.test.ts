import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../kit/browser.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';
import { graphql } from '../kit/graphql/index.ts';
import { receiverHost } from '../kit/receiver.ts';
import { fillForm } from './kit/form-steps.ts';
import { button, dialog, expectFit } from './kit/page-steps.ts';

const ListChatWebhooks = graphql(`
  query ListChatWebhooks {
    webhooks {
      nodes {
        id
        url
        format
        filter
        messageText
      }
    }
  }
`);

const condition = { path: 'data.rent.status', eq: 'RESERVED' };

describeInBrowser('a webhook of a chat format', () => {
  let dashboard: DashboardFixture;
  let customer: Customer;

  beforeAll(async () => {
    const env = { DELIVERY_CHAT_HOSTS: receiverHost, STOCKAJ_APP_URL: 'https://app.example.com' };
    dashboard = await startDashboard({ env });
    customer = await createCustomer(dashboard.app);
    await customer.publish(2, 'rent.created');
    await customer.publish(1, 'item.created');
  });
  afterAll(async () => {
    await dashboard.stop();
    expect(dashboard.faults).toEqual([]);
  });

  async function listWebhooks({ token }: Customer) {
    return (await dashboard.app.ask(token, ListChatWebhooks, {})).webhooks.nodes;
  }

  async function chooseCondition(page: Page): Promise<void> {
    await button(page, 'Add a condition').click();
    await page.getByRole('combobox', { name: 'Path of condition 1' }).fill('rent.status');
    await page.getByRole('option', { name: 'data.rent.status' }).click();
    await page.getByRole('combobox', { name: 'Value of condition 1' }).click();
    await page.getByRole('option', { name: 'RESERVED' }).click();
  }

  test('is made with a filter and a text, after a preview, and posts a message', async () => {
    const page = await dashboard.open({ token: customer.token, path: '/webhooks/new' });
    const url = page.getByRole('textbox', { name: 'URL' });
    await fillForm(page, 'Rents', 'https://prod-1.westus.logic.azure.com/workflows/1');
    await url.blur();
    await page.getByText('Set the format TEAMS, or JSON').waitFor();
    await button(page, 'Keep JSON').click();
    await page.getByText('Set the format TEAMS, or JSON').waitFor({ state: 'hidden' });
    await url.fill('https://hooks.slack.com/services/T0/B0/secret');
    await url.blur();
    await page.getByText('Slack does not accept the format JSON').waitFor();
    await button(page, 'Use Slack').click();
    expect(await page.getByRole('radio', { name: 'Slack' }).isChecked()).toBe(true);
    await url.fill(dashboard.receiver.url);

    const text = page.getByRole('textbox', { name: 'Message text' });
    await text.fill('Rent {{data.rent.colour}}');
    await button(page, 'Add a condition').click();
    await button(page, 'Show the preview').click();
    await page.getByText('{{data.rent.colour}} names a field that').waitFor();
    await text.fill('Rent of ');
    await button(page, 'Show the preview').click();
    await page.getByText('None of the chosen event types has this path').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await button(page, 'Remove condition 1').click();

    await page.getByText('Placeholders', { exact: true }).click();
    await button(page, '{{data.rent.renterId | default:"–"}}').click();
    expect(await text.inputValue()).toBe('Rent of {{data.rent.renterId | default:"–"}}');
    await chooseCondition(page);
    await button(page, 'Show the preview').click();
    await page.getByText('2 of 3 events would be sent.').waitFor();
    await page.getByText('It does not match the filter: data.rent.status eq "RESERVED".').waitFor();
    const message = page.getByRole('group', { name: 'Message, about as Slack shows it' }).first();
    await message.getByText(/^Rent of rtr_\w+$/).waitFor();
    await message.getByRole('link', { name: 'Open in Stockaj' }).waitFor();
    await page.getByText('Body of the request').first().click();
    expect(await findBarriers(page)).toEqual([]);

    await button(page, 'Create webhook').click();
    // There is no secret to store.
    await dialog(page, 'Send a test').getByText('Its message begins with “Test: ”.').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/webhooks\/wh_\w+\/deliveries$/);
    expect(await listWebhooks(customer)).toMatchObject([
      { format: 'SLACK', filter: { all: [condition] }, url: expect.stringContaining('/****') },
    ]);

    await customer.publish(1, 'rent.created');
    await customer.publish(1, 'item.created');
    const [request] = await dashboard.receiver.waitFor(1);
    expect(request?.headers).not.toHaveProperty('webhook-signature');
    expect((JSON.parse(request!.body) as { text: string }).text).toMatch(/^Rent of rtr_/);
    const [delivery, ...others] = await customer.waitForLog(1);
    expect(others).toEqual([]);

    const { hash } = new URL(page.url());
    await page.goto(`${dashboard.url}#/deliveries/${delivery!.id}`);
    await page.getByRole('group', { name: 'Message, about as Slack shows it' }).waitFor();
    await page.getByText('Nothing: Slack does not verify signatures').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${dashboard.url}${hash}`);
    await page.getByText('data.rent.status is “RESERVED”').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('keeps its URL to itself, and becomes JSON with a new one', async () => {
    const settings = { format: 'SLACK', messageText: 'Hello', filter: condition } as const;
    const other = await createCustomer(dashboard.app);
    const { id } = await other.createWebhook(dashboard.receiver.url, settings);
    const mask = (await listWebhooks(other))[0]!.url;
    const path = `/webhooks/${id}/settings`;
    const size = { width: 360, height: 800 };
    const page = await dashboard.open({ token: other.token, path, size });
    const url = page.getByRole('textbox', { name: 'URL' });
    await page.getByText('Set, not shown').waitFor();
    expect(await url.inputValue()).toBe(mask);
    await page.getByText('Slack does not verify signatures').waitFor();
    await button(page, 'Show the preview').click();
    await page.getByText('The workspace has no events yet').waitFor();
    await expectFit(page);

    await page.getByRole('textbox', { name: 'Name' }).fill('Renamed');
    await button(page, 'Save').click();
    await page.getByText('The settings are saved.').waitFor();
    expect(await listWebhooks(other)).toMatchObject([{ format: 'SLACK', url: mask }]);

    await button(page, 'Replace').click();
    await button(page, 'Keep the saved URL').click();
    await page.getByRole('radio', { name: 'JSON' }).check();
    expect(await url.inputValue()).toBe('');
    await url.fill(dashboard.receiver.url);
    await button(page, 'Remove condition 1').click();
    await button(page, 'Save').click();
    await button(page, 'Regenerate secret').waitFor();
    expect(await listWebhooks(other)).toMatchObject([
      { format: 'JSON', url: dashboard.receiver.url, filter: null, messageText: null },
    ]);
  });
});
