import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countWaiting, recordAttempts } from '../../src/deliveries/index.ts';
import { timeOfId } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

async function addWebhook() {
  const workspace = await database.addWorkspace();
  return { workspace, webhook: await database.addWebhook(workspace) };
}

describe('countWaiting', () => {
  test('counts waiting deliveries, not those in progress, and returns the age of the oldest', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace);
    await recordAttempts(
      database.em(),
      (await database.claim([webhook])).map((claim) => resultOf(claim)),
    );
    const [retried] = await database.moveToYesterday(
      (await database.publish(workspace)).map(({ id }) => id),
    );
    const [claim] = await database.claim([webhook]);
    // Due later than the newer ones: the oldest is not the first to be due.
    await recordAttempts(database.em(), [
      resultOf(claim!, { status: 'PENDING', delayMs: 3_600_000 }),
    ]);
    await database.publish(workspace);
    await database.claim([webhook]);
    await database.publish(workspace, { count: 2 });

    expect(await countWaiting(database.em(), webhook)).toEqual({
      count: 3,
      isExact: true,
      oldestAt: timeOfId(retried!),
    });
  });

  test('returns no oldest if nothing is waiting', async () => {
    const { webhook } = await addWebhook();
    expect(await countWaiting(database.em(), webhook)).toEqual({
      count: 0,
      isExact: true,
      oldestAt: null,
    });
  });

  test("sees changes of the caller's transaction", async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace);
    const em = database.em();
    await em.transactional(async (transaction) => {
      const claimed = await database.claim([webhook], {}, transaction);
      await recordAttempts(
        transaction,
        claimed.map((claim) => resultOf(claim)),
      );
      expect(await countWaiting(transaction, webhook)).toMatchObject({ count: 0 });
      expect(await countWaiting(database.em(), webhook)).toMatchObject({ count: 1 });
    });
  });

  test('stops at 10,000 and reports that there are more', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace, { count: 10_000 });
    expect(await countWaiting(database.em(), webhook)).toMatchObject({
      count: 10_000,
      isExact: true,
    });
    await database.publish(workspace);
    expect(await countWaiting(database.em(), webhook)).toMatchObject({
      count: 10_000,
      isExact: false,
    });
  });
});
