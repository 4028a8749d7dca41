import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, createDrafts, type Customer } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import type { PublishEventInput } from '../kit/graphql/graphql.ts';
import { readTables } from './kit/read-tables.ts';

let app: TestApp;
let customer: Customer;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
  customer = await createCustomer(app);
  await customer.createWebhook('https://hooks.example.com/');
});
afterAll(() => app.stop());

const [good] = createDrafts(1) as [PublishEventInput];
const { renter } = good.data as { renter: object };

/** The event, with these values overriding the renter's. */
function change(values: object): PublishEventInput {
  return { ...good, data: { renter: { ...renter, ...values } } };
}

function keyed(idempotencyKey: string, event = good): PublishEventInput {
  return { ...event, idempotencyKey };
}

async function publish(events: PublishEventInput[]) {
  return (await app.ask(customer.token, PublishEvents, { input: { events } })).publishEvents;
}

/** Returns `CODE field` of each error; checks that nothing was published and no row changed. */
async function errorsOf(events: PublishEventInput[]): Promise<string[]> {
  const before = await readTables(app);
  const answer = await publish(events);
  expect(answer.events).toBeNull();
  expect(await readTables(app)).toEqual(before);
  return answer.userErrors.map(({ code, field }) => `${code} ${field ?? '-'}`);
}

const invalidRows: [string, PublishEventInput[], string[]][] = [
  ['no event', [], ['INVALID_INPUT events']],
  ['101 events', createDrafts(101), ['INVALID_INPUT events']],
  [
    'a payload over 256 KiB',
    [good, change({ name: 'x'.repeat(256 * 1024) })],
    ['INVALID_INPUT events.1.data'],
  ],
  [
    'an unknown type, and the wildcard',
    [good, { ...good, type: 'renter.lost' }, { ...good, type: '*' }],
    ['UNKNOWN_EVENT_TYPE events.1.type', 'UNKNOWN_EVENT_TYPE events.2.type'],
  ],
  [
    'data that breaks its schema in the fourth of five events',
    [good, good, good, change({ name: 7 }), good],
    ['INVALID_INPUT events.3.data.renter.name'],
  ],
  [
    'data with an extra key and a missing one',
    [{ ...good, data: { rentre: renter } }],
    ['INVALID_INPUT events.0.data.renter', 'INVALID_INPUT events.0.data.rentre'],
  ],
  [
    'a lone surrogate in a text',
    [good, change({ name: 'high \ud800 low' })],
    ['INVALID_INPUT events.1.data.renter.name'],
  ],
  [
    'surrogates in the wrong order',
    [change({ name: 'low \udeb2\ud83d high' })],
    ['INVALID_INPUT events.0.data.renter.name'],
  ],
  [
    'a lone surrogate in a key',
    [{ ...good, data: { renter: { ...renter, 'a\udc00': 1 } } }],
    ['INVALID_INPUT events.0.data.renter'],
  ],
  [
    'a lone surrogate in a type',
    [{ ...good, type: 'a\ud800' }],
    ['UNKNOWN_EVENT_TYPE events.0.type'],
  ],
  ['data that is no object', [{ ...good, data: [7] }], ['INVALID_INPUT events.0.data']],
  ['an empty key', [keyed('')], ['INVALID_INPUT events.0.idempotencyKey']],
  ['a key of 256 characters', [keyed('k'.repeat(256))], ['INVALID_INPUT events.0.idempotencyKey']],
  ['two equal keys', [keyed('twice'), good, keyed('twice')], ['CONFLICT events.2.idempotencyKey']],
];

describe('a publish', () => {
  test.each(invalidRows)('with %s publishes nothing', async (_, events, expected) => {
    expect((await errorsOf(events)).sort()).toEqual(expected.sort());
  });

  test('names the size limit when a payload is too large', async () => {
    const { userErrors } = await publish([change({ name: 'x'.repeat(256 * 1024) })]);
    expect(userErrors[0]?.message).toContain('256 KiB');
  });

  test('with a known key and different content publishes nothing', async () => {
    await publish([keyed('known')]);
    const others = [
      change({ name: 'Someone else' }),
      { ...good, occurredAt: '2025-01-15T10:30:00Z' },
    ];
    for (const other of others) {
      expect(await errorsOf([good, keyed('known', other)])).toEqual([
        'CONFLICT events.1.idempotencyKey',
      ]);
    }
  });

  test('with a known key and the same content returns the first event and creates no other', async () => {
    const first = await publish([keyed('again')]);
    const before = await readTables(app);
    expect(await publish([keyed('again')])).toEqual(first);
    expect(await readTables(app)).toEqual(before);
  });

  test("does not see another workspace's key", async () => {
    const first = await publish([keyed('shared')]);
    const other = await createCustomer(app);
    const input = { events: [keyed('shared', change({ name: 'Someone else' }))] };
    const { publishEvents } = await app.ask(other.token, PublishEvents, { input });
    expect(publishEvents.userErrors).toEqual([]);
    expect(publishEvents.events?.[0]?.id).not.toBe(first.events?.[0]?.id);
  });

  test('of 100 events publishes them all, in order', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `Renter ${index}`);
    const { events, userErrors } = await publish(names.map((name) => change({ name })));
    expect(userErrors).toEqual([]);
    const payloads = events?.map(
      ({ payload }) => payload as { data: { renter: { name: string } } },
    );
    expect(payloads?.map(({ data }) => data.renter.name)).toEqual(names);
  });

  test('keeps text that PostgreSQL cannot store unescaped', async () => {
    const name = 'a\u0000b';
    const { events, userErrors } = await publish([change({ name })]);
    expect(userErrors).toEqual([]);
    expect(events?.[0]?.payload).toMatchObject({ data: { renter: { name } } });
  });

  test('with an invalid timestamp is a malformed request', async () => {
    const input = { events: [{ ...good, occurredAt: 'yesterday' }] };
    const { errors } = await app.request(customer.token, PublishEvents, { input });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
