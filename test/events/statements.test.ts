import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { buildSchema } from 'type-graphql';
import { createEventValidator } from '../../src/catalogue/index.ts';
import { createDueAnnouncer, recordAttempts } from '../../src/deliveries/index.ts';
import { DeliveryQueryResolver } from '../../src/deliveries/delivery-queries.resolver.ts';
import { DeliveryResolver } from '../../src/deliveries/delivery.resolver.ts';
import { DeliveryEventResolver } from '../../src/events/delivery-event.resolver.ts';
import { createPublishEvents } from '../../src/events/index.ts';
import { PublishResolver } from '../../src/events/publish.resolver.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { contextOf } from '../deliveries/fixture/graph-client.ts';
import { createAuthChecker } from '../../src/workspaces/index.ts';
import { createDrafts } from '../kit/customer.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(async () => database.close());

/** Returns the first word of each statement. */
async function verbsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts = await database.statementsOf(work);
  return texts.map((text) => /\w+/.exec(text.replace(/\/\*.*?\*\//gs, ''))![0].toLowerCase());
}

function createPublish() {
  return createPublishEvents({
    validator: createEventValidator(),
    dueAnnouncer: createDueAnnouncer({ wake: () => undefined }),
    clock: systemClock,
    metrics: createMetrics(),
  });
}

test('a publish without keys takes one statement, a claim two and a record one', async () => {
  const publish = createPublish();
  const workspaceId = await database.addWorkspace();
  const webhookId = await database.addWebhook(workspaceId, ['renter.created']);

  const publishing = await verbsOf(() => publish(database.em(), workspaceId, createDrafts(3)));
  expect(publishing).toEqual(['with']);
  const drafts = createDrafts(3).map((draft, n) => ({ ...draft, idempotencyKey: `key-${n}` }));
  const keyed = await verbsOf(() => publish(database.em(), workspaceId, drafts));
  expect(keyed).toEqual(['begin', 'insert', 'with', 'commit']);

  const claimed: Awaited<ReturnType<DeliveryDatabase['claim']>> = [];
  const claiming = await verbsOf(async () => claimed.push(...(await database.claim([webhookId]))));
  expect(claiming).toEqual(['with', 'select']);
  expect(claimed).toHaveLength(6);

  const results = claimed.map((claim) => resultOf(claim));
  expect(await verbsOf(() => recordAttempts(database.em(), results))).toEqual(['with']);
});

/** Runs an operation of the API that must not fail; returns the first word of each statement. */
async function verbsOfOperation(
  contextValue: ReturnType<typeof contextOf>,
  source: string,
  variableValues: Record<string, unknown>,
): Promise<string[]> {
  const publishResolver = new PublishResolver({
    publishEvents: createPublish(),
    testLimits: { consume: () => Promise.resolve() },
  });
  const instances = new Map<unknown, object>([
    [PublishResolver, publishResolver],
    [DeliveryQueryResolver, new DeliveryQueryResolver()],
    [DeliveryResolver, new DeliveryResolver()],
    [DeliveryEventResolver, new DeliveryEventResolver()],
  ]);
  const schema = await buildSchema({
    resolvers: [PublishResolver, DeliveryQueryResolver, DeliveryResolver, DeliveryEventResolver],
    container: { get: (resolver) => instances.get(resolver) },
    validate: false,
    authChecker: createAuthChecker(),
  });
  return verbsOf(async () => {
    const { errors } = await graphql({ schema, source, contextValue, variableValues });
    expect(errors).toBeUndefined();
  });
}

test('the mutation publishEvents reads nothing back', async () => {
  const workspaceId = await database.addWorkspace();
  await database.addWebhook(workspaceId, ['renter.created']);
  const context = contextOf(database.em(), workspaceId, 'events:publish');
  const source = `mutation ($input: PublishEventsInput!) {
    publishEvents(input: $input) { events { id type occurredAt payload } userErrors { code } }
  }`;
  const variables = { input: { events: createDrafts(1) } };
  expect(await verbsOfOperation(context, source, variables)).toEqual(['with']);
});

test('a page of deliveries takes one statement for each level, whatever its size', async () => {
  const workspaceId = await database.addWorkspace();
  const webhookIds = [
    await database.addWebhook(workspaceId),
    await database.addWebhook(workspaceId),
  ];
  await database.publish(workspaceId, { count: 60 });
  const claimed = await database.claim(webhookIds);
  await recordAttempts(
    database.em(),
    claimed.map((claim) => resultOf(claim)),
  );
  const context = contextOf(database.em(), workspaceId);
  const source = `query ($first: Int!) {
    deliveries(first: $first) {
      nodes { id status event { id type } requestPayload requestHeaders webhook { name } attempts { url } }
    }
  }`;
  const four = ['select', 'select', 'select', 'select'];
  expect(await verbsOfOperation(context, source, { first: 10 })).toEqual(four);
  expect(await verbsOfOperation(context, source, { first: 100 })).toEqual(four);
});
