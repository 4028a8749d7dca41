import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import type { Scope } from '../../src/workspaces/index.ts';
import { allScopes, startTestApp, tokenSecret, type Answer, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { askOverSocket } from './kit/ask-over-socket.ts';
import { listRootFields } from './kit/contract-schema.ts';
import { parseOperation, type Fields, type Operation } from './kit/operation.ts';
import { own } from './kit/own.ts';
import { readTables } from './kit/read-tables.ts';
import type { OwnedIds, RootFieldRow } from './kit/rows/root-field-row.ts';
import { rootFieldRows } from './kit/rows/root-field-rows.ts';

let app: TestApp;
let owner: Customer;
let ids: OwnedIds;

beforeAll(async () => {
  // Without a dispatcher, rows change only through API calls.
  app = await startTestApp({ env: { ROLES: 'api' } });
  owner = await createCustomer(app);
  ids = await own(app, owner);
});
afterAll(() => app.stop());

type Ask = (token: string | null, operation: Operation) => Promise<Answer<Fields>>;
const transports: Record<string, Ask> = {
  HTTP: (token, { document, variables }) => app.request(token, document, variables),
  WebSocket: (token, operation) => askOverSocket(app, token, operation),
};

/** A token that is valid except for its audience. */
function signFor(audience: string, scopes: readonly Scope[]): Promise<string> {
  return new SignJWT({ workspace: owner.workspaceId, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setExpirationTime('10 minutes')
    .sign(new TextEncoder().encode(tokenSecret));
}

/** Kinds of callers, with their token and the expected error code. */
function listStandings({ scope }: RootFieldRow): [string, Promise<string | null>, string][] {
  const right = scope === null ? [] : [scope];
  const others: Scope[] = [...allScopes, 'platform'];
  const isForPlatform = scope === 'platform';
  const { workspaceId } = owner;
  return [
    ['no token', Promise.resolve(null), 'UNAUTHENTICATED'],
    ['an expired token', app.token(workspaceId, right, -60), 'UNAUTHENTICATED'],
    ['a token for another audience', signFor('stockaj-billing', right), 'UNAUTHENTICATED'],
    [
      'a token without the scope',
      app.token(
        workspaceId,
        others.filter((it) => it !== scope),
      ),
      scope === null ? 'none' : 'FORBIDDEN',
    ],
    [
      'a token of a workspace that does not exist',
      app.token('nobody', right),
      isForPlatform ? 'none' : 'FORBIDDEN',
    ],
    [
      'a token of the platform',
      app.token(workspaceId, ['platform']),
      isForPlatform ? 'none' : 'FORBIDDEN',
    ],
  ];
}

test('every root field has a row in this table', () => {
  const fields = Object.keys(rootFieldRows).map((name) => name.split(' ')[0]!);
  expect([...new Set(fields)].sort()).toEqual(
    listRootFields()
      .map(({ name }) => name)
      .sort(),
  );
});

test('a token made this way is accepted with the right audience', async () => {
  const token = await signFor('stockaj-webhooks', []);
  const { document, variables } = rootFieldRows['Query.workspace']!.ask(ids);
  expect((await app.request(token, document, variables)).errors).toBeUndefined();
});

describe.each(Object.entries(transports))('over %s', (transport, ask) => {
  const rows = Object.entries(rootFieldRows).filter(
    ([name]) => transport === 'WebSocket' || !name.startsWith('Subscription.'),
  );

  test.each(rows)('%s refuses every unauthorized caller and does nothing', async (_, row) => {
    const before = await readTables(app);
    const standings = listStandings(row);
    const got: [string, string][] = [];
    for (const [standing, token] of standings) {
      const { data, errors } = await ask(await token, row.ask(ids));
      got.push([standing, errors?.[0]?.extensions.code ?? 'none']);
      if (errors) expect(Object.values(data ?? {}).filter((field) => field !== null)).toEqual([]);
    }
    expect(got).toEqual(standings.map(([standing, , code]) => [standing, code]));
    if (row.scope !== 'platform') expect(await readTables(app)).toEqual(before);
  });

  test.each(rows)('%s accepts the right token', async (name, row) => {
    // Mutations change their objects, so each gets fresh ones.
    const isChange = name.startsWith('Mutation.');
    const caller = isChange ? await createCustomer(app) : owner;
    const owned = isChange ? await own(app, caller) : ids;
    const token = await app.token(caller.workspaceId, row.scope === null ? [] : [row.scope]);
    const { data, errors } = await ask(token, row.ask(owned));
    expect(errors).toBeUndefined();
    const [answer] = Object.values(data ?? {}) as (Fields | null)[];
    expect(answer).toEqual(expect.anything());
    expect(answer?.userErrors ?? []).toEqual([]);
  });
});

describe('a token that may write but not read', () => {
  test('gets the secret whatever else it selects, and null for fields it may not read', async () => {
    const token = await app.token(owner.workspaceId, ['webhooks:write']);
    const selection = `secret userErrors { message }
      webhook { name deliveryCounts { total } lastDeliveryAt deliveries { nodes { id } }
        failureRate24h deliveryStats(since: "2026-01-01T00:00:00Z") { total { failedCount } } }`;
    const { document } = parseOperation(`mutation ($input: CreateWebhookInput!, $id: ID!) {
      createWebhook(input: $input) { ${selection} }
      regenerateSecret(input: { webhookId: $id }) { ${selection} } }`);
    const input = { name: 'of a writer', url: 'https://hooks.example.com/', events: ['*'] };
    const answer = await app.request(token, document, { input, id: ids.webhookId });
    const shown = (name: unknown) => ({
      secret: expect.stringMatching(/^whsec_/),
      userErrors: [],
      webhook: {
        ...{ name, deliveryCounts: null, lastDeliveryAt: null, deliveries: null },
        ...{ failureRate24h: null, deliveryStats: null },
      },
    });
    expect(answer).toEqual({
      data: {
        createWebhook: shown('of a writer'),
        regenerateSecret: shown(expect.any(String)),
      },
    });
  });

  test('resends a delivery without seeing its payload', async () => {
    const token = await app.token(owner.workspaceId, ['webhooks:write']);
    const { document } = parseOperation(`mutation ($id: ID!) {
      resendDelivery(input: { deliveryId: $id }) { delivery {
        trigger requestPayload requestHeaders event { payload } errorMessage
        lastAttempt { number } attempts { number } } } }`);
    const answer = await app.request(token, document, { id: ids.deliveryId });
    const hidden = {
      ...{ requestPayload: null, requestHeaders: null, event: null, errorMessage: null },
      ...{ lastAttempt: null, attempts: [] },
    };
    const delivery = { trigger: 'RESEND', ...hidden };
    expect(answer).toEqual({ data: { resendDelivery: { delivery } } });
  });
});

test('a failing field selected beside a secret does not lose the secret', async () => {
  const token = await app.token(owner.workspaceId, ['webhooks:write', 'webhooks:read']);
  const { document } = parseOperation(`mutation ($id: ID!) {
    regenerateSecret(input: { webhookId: $id }) { secret webhook {
      tooMany: deliveries(first: 1000) { nodes { id } }
      nowhere: deliveries(after: "x") { nodes { id } }
      unknown: deliveries(filter: { eventTypes: ["x"] }) { nodes { id } }
      never: deliveryStats(since: "9999-01-01T00:00:00Z") { total { failedCount } } } } }`);
  expect(await app.request(token, document, { id: ids.webhookId })).toEqual({
    data: {
      regenerateSecret: {
        secret: expect.stringMatching(/^whsec_/),
        webhook: { tooMany: null, nowhere: null, unknown: null, never: null },
      },
    },
  });
});
