import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, Lexer, Source, TokenKind } from 'graphql';
import { parseLimits } from '../../src/graphql/limits/document-limits.ts';
import { startTestApp, type Answer, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { createShop } from '../kit/shop.ts';
import { askOverSocket } from './kit/ask-over-socket.ts';
import { contract } from './kit/contract-schema.ts';
import { parseOperation, type Fields } from './kit/operation.ts';
import { selectEverything } from './kit/select-everything.ts';

let app: TestApp;
let customer: Customer;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
  customer = await createCustomer(app);
  // Created before the webhook, so that the log contains only the published events.
  const shop = createShop(app, customer);
  await shop.createRent([{ itemId: (await shop.createItem()).id, quantity: 1 }]);
  await customer.createWebhook('https://hooks.example.com/');
  await customer.publish(100);
});
afterAll(() => app.stop());

type Ask = (text: string) => Promise<Answer<Fields>>;
const transports: Record<string, Ask> = {
  HTTP: (text) => {
    const { document, variables } = parseOperation(text);
    return app.request(customer.token, document, variables);
  },
  WebSocket: (text) => askOverSocket(app, customer.token, parseOperation(text)),
};

/** Nests `webhook { deliveries … }`: two levels and a page each time. */
function nest(times: number): string {
  if (times === 0) return 'id';
  return `webhook { deliveries(first: 1) { nodes { ${nest(times - 1)} } } }`;
}

/** A request with exactly this many tokens. */
function createTokens(count: number): string {
  const write = (events: string) =>
    `mutation { createWebhook(input: { name: "n", url: "https://hooks.example.com/", events: [${events}] }) { userErrors { field } } }`;
  return write(repeat(count - countTokens(write('')), () => '"*"'));
}

function countTokens(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' ');
}

describe.each(Object.entries(transports))('over %s', (_, ask) => {
  async function expectRefusal(text: string, code: string, message: RegExp): Promise<void> {
    const { data, errors } = await ask(text);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(message);
  }

  async function expectAnswer(text: string): Promise<Fields> {
    const { data, errors } = await ask(text);
    expect(errors).toBeUndefined();
    return data!;
  }

  test('a page of rents costs the maximum number of lines', async () => {
    const rents = '{ nodes { lines { quantity item { name sku version } } } }';
    const pages = (count: number) => repeat(count, (n) => `p${n}: rents(first: 100) ${rents}`);
    await expectAnswer(`{ ${pages(1)} }`);
    const text = `{ ${pages(4)} }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /cost more than 25000/);
  });

  test('three nested webhooks with deliveries are answered, four are too deep', async () => {
    await expectAnswer(`{ deliveries(first: 1) { nodes { ${nest(3)} } } }`);
    const text = `{ deliveries(first: 1) { nodes { ${nest(4)} } } }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /deeper than 12 levels/);
  });

  test('30 aliases are accepted, 31 are refused', async () => {
    const alias = (index: number) => `a${index}: workspace { id }`;
    await expectAnswer(`{ ${repeat(30, alias)} }`);
    const text = `{ ${repeat(31, alias)} }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /more than 30 aliases/);
  });

  test('31 directives are refused', async () => {
    const text = `{ workspace { ${repeat(31, () => 'id @include(if: true)')} } }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /more than 30 directives/);
  });

  test('a text with the maximum of tokens is answered, one more is refused', async () => {
    const { maxTokens } = parseLimits;
    const { createWebhook } = await expectAnswer(createTokens(maxTokens));
    expect(createWebhook).toMatchObject({ userErrors: [{ field: 'events' }] });
    const text = createTokens(maxTokens + 1);
    await expectRefusal(text, 'GRAPHQL_PARSE_FAILED', /token/);
  });

  const everyField = selectEverything(getNamedType(contract.getType('Delivery')!), 1);
  test.each([
    ['15 deliveries with all fields', 15, everyField],
    // With the payload once, in `requestPayload`.
    [
      '100 deliveries with all fields of the log',
      100,
      everyField.replace(/ (signedContent|payload|message)\b/g, ''),
    ],
  ])('a page of %s is answered', async (_kind, count, fields) => {
    const { deliveries } = await expectAnswer(
      `{ deliveries(first: ${count}) { nodes ${fields} pageInfo { hasNextPage endCursor } } }`,
    );
    const { nodes } = deliveries as { nodes: Fields[] };
    expect(nodes).toHaveLength(count);
    expect(nodes[0]).toMatchObject({ attempts: [], event: {}, webhook: {}, status: 'PENDING' });
  });

  test('a page of 16 deliveries with all fields may have too many long texts', async () => {
    const text = `{ deliveries(first: 16) { nodes ${everyField} } }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /more than 64 MiB of long texts/);
  });

  test('a page of 100 rents with their renters and items is answered', async () => {
    const everything = selectEverything(getNamedType(contract.getType('Rent')!), 2);
    const { rents } = await expectAnswer(`{ rents(first: 100) { nodes ${everything} } }`);
    const made = { renter: { name: 'A renter' }, lines: [{ item: { name: 'An item' } }] };
    expect(rents).toMatchObject({ nodes: [made] });
  });

  test('a page of 50 webhooks with a month of statistics is answered', async () => {
    const everything = selectEverything(getNamedType(contract.getType('DeliveryStats')!), 2);
    const since = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const { webhooks } = await expectAnswer(
      `{ webhooks(first: 50) { nodes { id deliveryStats(since: "${since}") ${everything} } } }`,
    );
    const { nodes } = webhooks as { nodes: { deliveryStats: { buckets: unknown[] } }[] };
    expect(nodes[0]!.deliveryStats.buckets).toHaveLength(31);
  });

  test('a page of 100 webhooks with 100 deliveries each costs too much', async () => {
    const text = '{ webhooks(first: 100) { nodes { deliveries(first: 100) { nodes { id } } } } }';
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /must not cost more/);
  });

  test('no fragment hides depth or cost', async () => {
    const text = `
      { webhooks(first: 100) { nodes { ...F } } }
      fragment F on Webhook { deliveries(first: 100) { nodes { ...G } } }
      fragment G on Delivery { id webhook { deliveries(first: 100) { nodes { id } } } }`;
    await expectRefusal(text, 'GRAPHQL_VALIDATION_FAILED', /must not cost more/);
    const circle = '{ webhooks { nodes { ...F } } } fragment F on Webhook { id ...F }';
    await expectRefusal(circle, 'GRAPHQL_VALIDATION_FAILED', /fragment/);
  });
});
