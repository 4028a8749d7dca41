import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/db/index.ts';
import { createRelease } from '../../src/dispatcher/release-deliveries.ts';
import {
  openDeliveryDatabase,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

async function claimOne() {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  await database.publish(workspace);
  const [delivery] = await database.claim([webhook]);
  return delivery!;
}

function setUpRelease() {
  const stop = new AbortController();
  let [failures, released] = [0, 0];
  const release = createRelease({
    database: { em: { fork: database.em } } as Database,
    errorLog: { ...createTestErrorLog(), noteRetried: () => void (failures += 1) },
    onReleased: (deliveries) => void (released += deliveries.length),
    stopped: stop.signal,
  });
  return { release, stop, failures: () => failures, released: () => released };
}

test('a release that fails is repeated, so that an outage costs no attempt', async () => {
  const delivery = await claimOne();
  const { release, failures, released } = setUpRelease();
  await database.query('alter table delivery_queue rename to away');
  const done = release([delivery]);
  await waitUntil('it has failed twice', () => failures() >= 2);
  expect(released()).toBe(0);
  await database.query('alter table away rename to delivery_queue');
  await done;
  expect(released()).toBe(1);
  expect(await database.readQueued(delivery.id)).toMatchObject({
    claimToken: null,
    attemptCount: 0,
  });
});

test('a stop ends the repetition, and the lease is left to expire', async () => {
  const delivery = await claimOne();
  const { release, stop, failures, released } = setUpRelease();
  await database.query('alter table delivery_queue rename to away');
  const done = release([delivery]);
  await waitUntil('it has failed', () => failures() > 0);
  stop.abort();
  await done;
  expect(released()).toBe(1);
  await database.query('alter table away rename to delivery_queue');
  expect(await database.readQueued(delivery.id)).toMatchObject({ claimToken: delivery.token });
});
