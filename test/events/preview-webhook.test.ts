import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findEventType } from '../../src/catalogue/index.ts';
import { previewWebhook } from '../../src/events/preview/preview-webhook.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { EraseEvent, PublishEvents, SendTest } from '../kit/documents.ts';
import type { PreviewWebhookInput } from '../kit/graphql/graphql.ts';
import { graphql } from '../kit/graphql/index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api', STOCKAJ_APP_URL: 'https://app.example.com' } });
});
afterAll(() => app.stop());

const Preview = graphql(`
  query Preview($input: PreviewWebhookInput!, $first: Int) {
    previewWebhook(input: $input, first: $first) {
      events {
        event {
          id
          payload
        }
        isMatch
        clause
        body
      }
      userErrors {
        code
        field
      }
    }
  }
`);

async function preview({ token }: Customer, input: PreviewWebhookInput, first?: number) {
  return (await app.ask(token, Preview, { input, first })).previewWebhook;
}

/** Publishes renters with these names; returns the ids of the events. */
async function publish({ token }: Customer, ...names: string[]): Promise<string[]> {
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const type = 'renter.created';
  const events = names.map((name) => ({ type, data: { renter: { ...renter, name } } }));
  const { publishEvents } = await app.ask(token, PublishEvents, { input: { events } });
  return publishEvents.events!.map(({ id }) => id);
}

const grace = { path: 'data.renter.name', eq: 'Grace' };

describe('previewWebhook', () => {
  test('says of each event, newest first, whether it matches, which clause refuses it and what would be sent', async () => {
    const customer = await createCustomer(app);
    const [ada, gracie] = await publish(customer, 'Ada', 'Grace');
    const [rent] = await customer.publish(1, 'rent.created');
    const { events } = await preview(customer, { events: ['renter.created'], filter: grace });
    expect(events).toMatchObject([
      { event: { id: rent }, isMatch: false, clause: null, body: null },
      { event: { id: gracie }, isMatch: true, clause: null },
      { event: { id: ada }, isMatch: false, clause: 'data.renter.name eq "Grace"', body: null },
    ]);
    const [, match] = events!;
    expect(JSON.parse(match!.body!)).toEqual(match!.event.payload);
  });

  test.each([
    ['SLACK' as const, 'blocks'],
    ['DISCORD' as const, 'embeds'],
    ['TEAMS' as const, 'attachments'],
    ['GOOGLE_CHAT' as const, 'cardsV2'],
  ])('shows the message for %s, with a link and with the own text', async (format, key) => {
    const customer = await createCustomer(app);
    await publish(customer, 'Ada');
    const notice = await preview(customer, { events: ['*'], format });
    expect(JSON.parse(notice.events![0]!.body!)).toHaveProperty(key);
    expect(notice.events![0]!.body).toContain('https://app.example.com/renters/');
    const messageText = 'Hello {{data.renter.name}}';
    const own = await preview(customer, { events: ['renter.created'], format, messageText });
    expect(own.events![0]!.body).toContain('Hello Ada');
  });

  test('tries as many events as asked, 20 by default, of this workspace alone', async () => {
    const customer = await createCustomer(app);
    await publish(await createCustomer(app), 'Ada');
    for (let n = 0; n < 3; n += 1) await customer.publish(40);
    const count = async (first?: number) =>
      (await preview(customer, { events: ['*'] }, first)).events!.length;
    expect([await count(), await count(1), await count(100)]).toEqual([20, 1, 100]);
    for (const first of [0, 101]) {
      const input = { events: ['*'] };
      const { errors } = await app.request(customer.token, Preview, { input, first });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test('leaves out tests and erased events', async () => {
    const customer = await createCustomer(app);
    const { id: webhookId } = await customer.createWebhook('https://hooks.example.com/');
    const [ada, erased] = await publish(customer, 'Ada', 'Eve');
    await app.ask(customer.token, EraseEvent, { input: { eventId: erased! } });
    await app.ask(customer.token, SendTest, { input: { webhookId } });
    const { events } = await preview(customer, { events: ['*'] });
    expect(events!.map(({ event }) => event.id)).toEqual([ada]);
  });

  test.each<[PreviewWebhookInput, string[]]>([
    [{ events: [] }, ['INVALID_INPUT events']],
    [{ events: ['a.b'] }, ['UNKNOWN_EVENT_TYPE events.0']],
    [{ events: ['rent.created'], filter: { not: grace } }, ['INVALID_INPUT filter.not.path']],
    [{ events: ['*'], messageText: 'x' }, ['INVALID_INPUT messageText']],
    [{ events: ['*'], format: 'SLACK', messageText: '{{x}}' }, ['INVALID_INPUT messageText']],
  ])('refuses %j as a form needs it', async (input, errors) => {
    const { events, userErrors } = await preview(await createCustomer(app), input);
    expect(events).toBeNull();
    expect(userErrors.map(({ code, field }) => `${code} ${String(field)}`)).toEqual(errors);
  });

  test.each([
    ['SLACK' as const, 3],
    ['JSON' as const, 0],
  ])('takes a turn for each message that it makes: %s', async (format, count) => {
    const customer = await createCustomer(app);
    await publish(customer, 'Ada', 'Grace', 'Ada');
    await customer.publish(1, 'item.created');
    const taken: number[] = [];
    const turns = { take: async (units: number) => void taken.push(units) };
    const em = app.app.database.em.fork();
    const given = { events: ['renter.created'], format };
    const tried = await previewWebhook(
      { appUrl: null, turns },
      em,
      customer.workspaceId,
      given,
      20,
    );
    expect(taken).toEqual([]);
    const bodies = await Promise.all(tried.map((it) => it.makeBody()));
    expect(bodies.filter((body) => body !== null)).toHaveLength(3);
    expect(taken).toEqual(Array.from({ length: count }, () => 1));
  });

  test('agrees with what a webhook with these settings gets', async () => {
    const customer = await createCustomer(app);
    const settings = {
      events: ['renter.*', 'rent.created'],
      filter: { any: [grace, { path: 'data.rent.status', eq: 'RESERVED' }] },
    };
    const { id } = await customer.createWebhook('https://hooks.example.com/', settings);
    await publish(customer, 'Ada', 'Grace', 'a\0b');
    await customer.publish(2, 'rent.created');
    await customer.publish(2, 'item.created');
    const { events } = await preview(customer, settings);
    const got = (await customer.log({ webhookIds: [id] })).map(({ event }) => event!.id);
    expect(events!.filter(({ isMatch }) => isMatch).map(({ event }) => event.id)).toEqual(got);
    expect(got).toHaveLength(4);
  });
});
