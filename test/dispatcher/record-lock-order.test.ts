import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/db/index.ts';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createGate } from '../../src/dispatcher/gate.ts';
import { createDispatcherMetrics } from '../../src/dispatcher/metrics.ts';
import { createRecorder } from '../../src/dispatcher/recorder.ts';
import { createLogger, createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const logger = createLogger('silent');
const url = 'https://hooks.example.com/orders';
const rounds = 20;
/** Deliveries of each webhook in a batch. */
const perBatch = 20;

/** A recorder, as each node has one, with the errors of its records. */
function openRecorder() {
  const errors: unknown[] = [];
  const errorLog = { ...createTestErrorLog(), noteRetried: (error: unknown) => errors.push(error) };
  const recorder = createRecorder({
    database: { em: { fork: database.em } } as Database,
    gate: createGate({ errorLog, logger, onOpen: () => undefined }),
    clock: systemClock,
    logger,
    metrics: createDispatcherMetrics(createMetrics()),
    onSettled: () => undefined,
    stopped: new AbortController().signal,
  });
  return { recorder, errors };
}

/** Claims deliveries of both webhooks; those of the first one were made yesterday. */
async function claimOverTwoDays(first: string, second: string): Promise<ClaimedDelivery[]> {
  const quota = { count: perBatch, workspaceBytes: 1_000_000 };
  const quotas = [first, second].map((webhookId) => ({ webhookId, ...quota }));
  const claimed = await database.claim([], { quotas });
  const old = claimed.filter(({ webhookId }) => webhookId === first);
  const moved = await database.moveToYesterday(old.map(({ id }) => id));
  return claimed.map((one) => {
    const place = old.indexOf(one);
    return place < 0 ? one : { ...one, id: moved[place]! };
  });
}

function failed(delivery: ClaimedDelivery) {
  const result = {
    ...resultOf(delivery, { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' }, unavailable),
    delivery,
  };
  const health = {
    ...{
      webhookId: delivery.webhookId,
      url,
      hasSucceeded: false,
      hasFailed: true,
      errorCode: null,
    },
    ...{ isGone: false, hasExhausted: true, coolDownMs: null, probe: null },
  };
  return { result, health };
}

test('two nodes record failures of the same webhooks over two days without a deadlock', async () => {
  const workspace = await database.addWorkspace();
  const [a, b] = [await database.addWebhook(workspace), await database.addWebhook(workspace)];
  const nodes = [openRecorder(), openRecorder()];
  for (let round = 1; round <= rounds; round += 1) {
    await database.publish(workspace, { count: 2 * perBatch });
    const batches = [await claimOverTwoDays(a, b), await claimOverTwoDays(b, a)];
    await Promise.all(
      nodes.map(({ recorder }, n) => {
        for (const delivery of batches[n]!) recorder.add(failed(delivery));
        return recorder.drain();
      }),
    );
  }
  expect(nodes.flatMap(({ errors }) => errors)).toEqual([]);
  const [counts] = await database.query<{ failed: number }>(
    'select sum(failed_count)::int as failed from webhook_hours',
  );
  expect(counts).toEqual({ failed: rounds * 4 * perBatch });
});
