import { expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createHeldDeliveries } from '../../src/dispatcher/capacity/held-deliveries.ts';
import { createPump } from '../../src/dispatcher/pump.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

function claimedOf(id: string, companions: ClaimedDelivery[] = []): ClaimedDelivery {
  return {
    ...{ id, workspaceId: 'acme', webhookId: 'orders', eventId: id, eventType: 'rent.created' },
    ...{ trigger: 'EVENT', attempt: 1, token: id, body: Buffer.alloc(1), dueMs: 0 },
    ...{
      leaseEndsMs: 0,
      webhookVersion: 1,
      webhookSeenMs: 0,
      probe: null,
      companions,
      isPaced: true,
    },
  };
}

const settings = {
  ...{ url: 'https://chat.example.com/secret', shownUrl: 'https://chat.example.com/****' },
  ...{
    storedUrl: 'sealed',
    format: 'DISCORD' as const,
    timeoutSeconds: 10,
    messageText: null,
    customHeaders: null,
  },
  ...{ secrets: [], isFailing: false },
};

test('the messages to a host that rests are released until its rest ends, and not sent', async () => {
  const limits = { concurrency: 2, concurrencyPerWebhook: 1, monotonicMs: () => 0 };
  const held = createHeldDeliveries(limits);
  const released: unknown[] = [];
  const pump = createPump({
    ...{ held, gate: { isOpen: true }, leases: { mayStart: () => true } },
    webhooks: { read: () => Promise.resolve({ prepare: () => settings }) },
    release: (deliveries, delaySeconds) =>
      Promise.resolve(void released.push([deliveries.map(({ id }) => id), delaySeconds])),
    hostRests: { leftMs: () => 1_500 },
    errorLog: createTestErrorLog(),
    deliver: () => Promise.reject(new Error('A message was sent.')),
    onFinished: () => undefined,
    onPostponed: () => undefined,
  });
  held.add([claimedOf('a', [claimedOf('b'), claimedOf('c')]), claimedOf('d')]);
  pump.run();
  await waitUntil('the messages are released', () => released.length > 0);
  await pump.stop();
  expect(released).toEqual([[['a', 'b', 'c', 'd'], 2]]);
});
