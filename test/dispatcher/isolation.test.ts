import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { startReceiver } from '../kit/receiver.ts';
import type { Answer } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

const scene = setScene({ env: { RETRY_SCHEDULE: '0,1,1', DELIVERY_PER_WEBHOOK: '10' } });

/** An answer that is not given until it is told to. */
function holdAnswers(): { answer: Answer; release(): void } {
  const held: ServerResponse[] = [];
  let isReleased = false;
  return {
    answer: (response) => (isReleased ? response.end() : held.push(response)),
    release() {
      isReleased = true;
      for (const response of held) response.end();
    },
  };
}

test('a webhook has exactly its share of requests in flight, and no more, until all are sent', async () => {
  const { customer, receiver } = scene;
  const { answer, release } = holdAnswers();
  receiver.answer(answer);
  await customer.createWebhook(receiver.url);
  await customer.publish(100);
  await waitUntil('the share is used up', () => receiver.load.now === 10);
  release();
  const log = await customer.waitForLog(100);
  expect(
    log.every(({ status, attemptCount }) => status === 'SUCCEEDED' && attemptCount === 1),
  ).toBe(true);
  expect(receiver.load.most).toBe(10);
  expect(receiver.requests).toHaveLength(100);
});

test('a receiver that hangs does not keep the deliveries and retries of another waiting', async () => {
  const { customer, receiver: healthy } = scene;
  const hanging = await startReceiver();
  const { answer, release } = holdAnswers();
  hanging.answer(500, answer);
  healthy.answer(500, 200);
  await customer.createWebhook(hanging.url, { timeoutSeconds: 30 });
  const { id } = await customer.createWebhook(healthy.url);
  // Each gets one that fails, so that both have a retry to come while the hanging one is full.
  await customer.publish(1);
  await waitUntil('both have failed once', async () => {
    const log = await customer.log();
    return log.length === 2 && log.every(({ attemptCount }) => attemptCount === 1);
  });
  await customer.publish(100);
  const log = await customer.waitForLog(100, { webhookId: id });
  await waitUntil('the retry has arrived too', () => healthy.requests.length === 102);
  expect(log.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  expect(hanging.load).toEqual({ now: 10, most: 10 });
  release();
  await waitUntil('the other is served as well', () => hanging.requests.length >= 102);
  await hanging.stop();
});
