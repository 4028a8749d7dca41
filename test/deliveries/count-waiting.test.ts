import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countWaiting, recordAttempts } from '../../src/deliveries/index.ts';
import { timeOfId } from '../../src/kernel/index.ts';
import { openDeliveryLab, resultOf, type DeliveryLab } from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

async function addWebhook() {
  const workspace = await lab.addWorkspace();
  return { workspace, webhook: await lab.addWebhook(workspace) };
}

describe('countWaiting', () => {
  test('counts what waits to be sent, without what is under way, and tells when the oldest was made', async () => {
    const { workspace, webhook } = await addWebhook();
    await lab.publish(workspace);
    await recordAttempts(
      lab.em(),
      (await lab.claim([webhook])).map((claim) => resultOf(claim)),
    );
    const [retried] = await lab.moveToYesterday((await lab.publish(workspace)).map(({ id }) => id));
    const [claim] = await lab.claim([webhook]);
    // Due after the younger ones: the oldest is not the first that is due.
    await recordAttempts(lab.em(), [resultOf(claim!, { status: 'PENDING', delayMs: 3_600_000 })]);
    await lab.publish(workspace, { count: 2, room: 1 });
    await lab.publish(workspace);

    expect(await countWaiting(lab.em(), webhook)).toEqual({
      count: 3,
      isExact: true,
      oldestAt: timeOfId(retried!),
    });
  });

  test('has no oldest where nothing waits', async () => {
    const { webhook } = await addWebhook();
    expect(await countWaiting(lab.em(), webhook)).toEqual({
      count: 0,
      isExact: true,
      oldestAt: null,
    });
  });

  test('sees what the transaction of its caller has changed', async () => {
    const { workspace, webhook } = await addWebhook();
    await lab.publish(workspace);
    const em = lab.em();
    await em.transactional(async (transaction) => {
      const claimed = await lab.claim([webhook], {}, transaction);
      await recordAttempts(
        transaction,
        claimed.map((claim) => resultOf(claim)),
      );
      expect(await countWaiting(transaction, webhook)).toMatchObject({ count: 0 });
      expect(await countWaiting(lab.em(), webhook)).toMatchObject({ count: 1 });
    });
  });

  test('stops at 10,000 and says so', async () => {
    const { workspace, webhook } = await addWebhook();
    await lab.publish(workspace, { count: 10_000 });
    expect(await countWaiting(lab.em(), webhook)).toMatchObject({ count: 10_000, isExact: true });
    await lab.publish(workspace);
    expect(await countWaiting(lab.em(), webhook)).toMatchObject({ count: 10_000, isExact: false });
  });
});
