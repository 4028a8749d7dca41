import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEventValidator } from '../../src/catalogue/index.ts';
import { createWakeUps } from '../../src/db/index.ts';
import { createHandOff, recordAttempts } from '../../src/deliveries/index.ts';
import { createPublishEvents } from '../../src/events/index.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import { openDeliveryLab, resultOf, type DeliveryLab } from '../deliveries/delivery-lab.ts';
import { createDrafts } from '../kit/customer.ts';
import { createTestErrorLog } from '../kit/error-log.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(async () => lab.close());

/** The first word of each statement, without what a new connection sets. */
async function verbsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts = await lab.statementsOf(work);
  const own = texts.filter((text) => !text.includes('set_config('));
  return own.map((text) => /\w+/.exec(text.replace(/\/\*.*?\*\//gs, ''))![0].toLowerCase());
}

test('no statement is added to those that publish, claim and record', async () => {
  const clock = systemClock;
  const errorLog = createTestErrorLog();
  const wakeUps = createWakeUps({ url: '', errorLog }); // not started: nobody else is to be woken
  const handOff = createHandOff({ clock, leaseSeconds: 30, wakeUps, errorLog });
  const publish = createPublishEvents({
    validator: createEventValidator(),
    handOff,
    clock,
    metrics: createMetrics(),
  });
  const workspaceId = await lab.addWorkspace();
  const webhookId = await lab.addWebhook(workspaceId, ['renter.created']);

  const publishing = await verbsOf(() => publish(lab.em(), workspaceId, createDrafts(3)));
  expect(publishing).toEqual(['begin', 'with', 'commit']);

  const claimed: Awaited<ReturnType<DeliveryLab['claim']>> = [];
  const claiming = await verbsOf(async () => claimed.push(...(await lab.claim([webhookId]))));
  expect(claiming).toEqual(['begin', 'select', 'select', 'select', 'update', 'commit']);
  expect(claimed).toHaveLength(3);

  const results = claimed.map((claim) => resultOf(claim));
  expect(await verbsOf(() => recordAttempts(lab.em(), results))).toEqual(['with']);
});
