import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { findEventType } from '../../src/catalogue/index.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { query as queryDatabase } from '../kit/cluster.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { graphql } from '../kit/graphql/index.ts';
import { PublishEvents, ResendDelivery, SendTest, UpdateWebhook } from '../kit/documents.ts';
import type {
  CreateWebhookInput,
  UpdateWebhookInput,
  WebhookFilterInput,
} from '../kit/graphql/graphql.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
});
afterAll(() => app.stop());

const url = 'https://hooks.example.com/orders';
const named = (name: string): WebhookFilterInput => ({ path: 'data.renter.name', eq: name });

/** Publishes a renter of each name in one call. */
async function publish(customer: Customer, ...names: string[]): Promise<void> {
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const events = names.map((name) => ({
    type: 'renter.created',
    data: { renter: { ...renter, name } },
  }));
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input: { events } });
  expect(publishEvents.userErrors).toEqual([]);
}

interface Renter {
  data: { renter: { name: string } };
}

/** The names in the deliveries of a webhook, oldest first. */
async function namesFor(customer: Customer, webhookId: string): Promise<unknown[]> {
  const filter = { webhookIds: [webhookId] };
  const { deliveries } = await app.ask(customer.token, ListPayloads, { filter });
  const payloads = deliveries.nodes.map(({ event }) => event!.payload as Renter);
  return payloads.map(({ data }) => data.renter.name).reverse();
}

const ListPayloads = graphql(`
  query ListPayloads($filter: DeliveryFilter!) {
    deliveries(filter: $filter, first: 50) {
      nodes {
        event {
          payload
        }
      }
    }
  }
`);

const CreateFiltered = graphql(`
  mutation CreateFiltered($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      webhook {
        id
        filter
        version
        updatedAt
      }
      userErrors {
        message
      }
    }
  }
`);

const UpdateFilter = graphql(`
  mutation UpdateFilter($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook {
        id
        filter
        version
        updatedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

async function create({ token }: Customer, settings: Partial<CreateWebhookInput>) {
  const input = { name: 'a webhook', url, events: ['*'], ...settings };
  return (await app.ask(token, CreateFiltered, { input })).createWebhook;
}

const nest = (start: string, inner: string, end: string, depth: number) =>
  start.repeat(depth) + inner + end.repeat(depth);

describe('a webhook with a filter', () => {
  test('gets the events that match it, and others get all', async () => {
    const customer = await createCustomer(app);
    const filtered = await customer.createWebhook(url, { filter: named('Ada') });
    const other = await customer.createWebhook(url, { filter: { not: named('Ada') } });
    const all = await customer.createWebhook(url);
    await publish(customer, 'Ada', 'Grace', 'ada', 'Ada');
    await publish(customer, 'Grace');
    expect(await namesFor(customer, filtered.id)).toEqual(['Ada', 'Ada']);
    expect(await namesFor(customer, other.id)).toEqual(['Grace', 'ada', 'Grace']);
    expect(await namesFor(customer, all.id)).toHaveLength(5);
  });

  test('gets the events after a change of the filter by the new one, at once', async () => {
    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(url, { filter: named('Ada') });
    const update = async (filter: WebhookFilterInput) => {
      const input = { webhookId: id, filter };
      const { updateWebhook } = await app.ask(customer.token, UpdateWebhook, { input });
      expect(updateWebhook.userErrors).toEqual([]);
    };
    await publish(customer, 'Ada', 'Grace');
    await update(named('Grace'));
    await publish(customer, 'Ada', 'Grace');
    await update({});
    await publish(customer, 'Ada', 'Grace');
    expect(await namesFor(customer, id)).toEqual(['Ada', 'Grace', 'Ada', 'Grace']);
  });

  test('gets an event whose text the database cannot read', async () => {
    const customer = await createCustomer(app);
    const { id } = await customer.createWebhook(url, { filter: named('Ada') });
    await publish(customer, 'a\0b', 'c\\u0000d');
    expect(await namesFor(customer, id)).toEqual(['a\0b']);
  });

  test('gets tests and resends whatever the filter says', async () => {
    const customer = await createCustomer(app);
    const { id: webhookId } = await customer.createWebhook(url, { filter: named('Grace') });
    const sent = await app.ask(customer.token, SendTest, {
      input: { webhookId, eventType: 'renter.created' },
    });
    expect(sent.sendTest.delivery).toMatchObject({ trigger: 'TEST' });
    await publish(customer, 'Grace');
    await app.ask(customer.token, UpdateWebhook, {
      input: { webhookId, filter: named('Nobody') },
    });
    const [delivery] = await customer.log();
    await queryDatabase(
      app.databaseUrl,
      `with ended as (delete from delivery_queue where workspace_id = '${customer.workspaceId}')
       update deliveries set status = 'FAILED'
       where workspace_id = '${customer.workspaceId}'`,
    );
    const { resendDelivery } = await app.ask(customer.token, ResendDelivery, {
      input: { deliveryId: delivery!.id },
    });
    expect(resendDelivery.delivery).toMatchObject({ trigger: 'RESEND' });
  });
});

describe('the API', () => {
  test('shows the filter as it was given, and names each wrong part', async () => {
    const customer = await createCustomer(app);
    const filter = { all: [named('Ada'), { not: { path: 'event', in: ['renter.deleted'] } }] };
    const created = await create(customer, { filter: { ...filter, any: null } });
    expect(created.webhook!.filter).toEqual(filter);
    const wrong = { all: [named('Ada'), { path: 'data.rent.lines', exists: true }] };
    const input = { webhookId: created.webhook!.id, filter: wrong };
    const { updateWebhook } = await app.ask(customer.token, UpdateFilter, { input });
    expect(updateWebhook.userErrors).toEqual([
      {
        code: 'INVALID_INPUT',
        field: 'filter.all.1.path',
        message: 'data.rent.lines is a list, and filters do not look into lists.',
      },
    ]);
  });

  test('refuses new event types that the present filter does not suit', async () => {
    const customer = await createCustomer(app);
    const { webhook } = await create(customer, {
      events: ['renter.created'],
      filter: named('Ada'),
    });
    const update = (input: Omit<UpdateWebhookInput, 'webhookId'>) =>
      app.ask(customer.token, UpdateFilter, { input: { webhookId: webhook!.id, ...input } });
    const refused = await update({ events: ['rent.created'] });
    expect(refused.updateWebhook.userErrors).toMatchObject([{ field: 'filter.path' }]);
    const changed = await update({ events: ['rent.created'], filter: {} });
    expect(changed.updateWebhook.webhook).toMatchObject({ filter: null });
  });

  test('raises the version with a change of the filter, and not with an equal one', async () => {
    const customer = await createCustomer(app);
    const filter = { path: 'data.renter.version', gt: 1 };
    const { webhook } = await create(customer, { filter });
    const update = async (given: WebhookFilterInput) => {
      const input = { webhookId: webhook!.id, filter: given };
      const { updateWebhook } = await app.ask(customer.token, UpdateFilter, { input });
      return updateWebhook.webhook!;
    };
    expect(await update({ gt: 1, path: filter.path })).toEqual(webhook);
    expect(await update({ ...filter, gt: 2 })).toMatchObject({ version: webhook!.version + 1 });
  });

  test.each([
    ['a filter', nest('{"not":', '{"path":"event","exists":true}', '}', 20_000)],
    ['a value', `{"path":"event","eq":${nest('[', '', ']', 20_000)}}`],
  ])('refuses %s that is nested 20,000 deep', async (_name, filter) => {
    const { token } = await createCustomer(app);
    const query = print(CreateFiltered);
    const input = `{"name":"x","url":"${url}","events":["*"],"filter":${filter}}`;
    const response = await fetch(app.app.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: `{"query":${JSON.stringify(query)},"variables":{"input":${input}}}`,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Variables must not be nested deeper than 100 levels.' }],
    });
  });
});
