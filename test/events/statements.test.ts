import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEventValidator } from '../../src/catalogue/index.ts';
import { createDueAnnouncer, recordAttempts } from '../../src/deliveries/index.ts';
import { createPublishEvents } from '../../src/events/index.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
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

test('a publish without keys takes one statement, a claim two and a record one', async () => {
  const publish = createPublishEvents({
    validator: createEventValidator(),
    dueAnnouncer: createDueAnnouncer({ wake: () => undefined }),
    clock: systemClock,
    metrics: createMetrics(),
  });
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
