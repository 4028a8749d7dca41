import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createGate } from '../../src/dispatcher/gate.ts';
import { createDispatcherMetrics } from '../../src/dispatcher/metrics.ts';
import { createRecorder } from '../../src/dispatcher/recorder.ts';
import { createLogger, createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

const logger = createLogger('silent');
let lab: DeliveryDatabase;
beforeEach(async () => {
  // Fakes only setTimeout, which nothing else in this test depends on.
  const real = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const;
  const timers = ['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const;
  jest.useFakeTimers({ doNotFake: [...real, ...timers] });
  lab = await openDeliveryDatabase();
});
afterEach(async () => {
  await lab.close();
  jest.useRealTimers();
});

test('a record that takes longer than 5 s closes the gate until it succeeds', async () => {
  const workspaceId = await lab.addWorkspace();
  const webhookId = await lab.addWebhook(workspaceId);
  await lab.publish(workspaceId);
  const [claimed] = await lab.claim([webhookId]);
  const gate = createGate({ errorLog: createTestErrorLog(), logger, onOpen: () => undefined });
  let settledCount = 0;
  const database: unknown = { em: { fork: lab.em } };
  const recorder = createRecorder({
    database: database as Parameters<typeof createRecorder>[0]['database'],
    gate,
    clock: systemClock,
    logger,
    metrics: createDispatcherMetrics(createMetrics()),
    onSettled: (batch) => void (settledCount += batch.length),
    stopped: new AbortController().signal,
  });
  const other = lab.em();
  await other.begin();
  await other.execute('lock table attempts in share mode');
  recorder.add({ result: { ...resultOf(claimed!), delivery: claimed! }, health: null });
  const recorded = recorder.drain();
  try {
    await waitUntil('the record waits for the table', async () => {
      const waiting = await lab.query(`select from pg_locks join pg_database d on d.oid = database
        where datname = current_database() and not granted`);
      return waiting.length > 0;
    });

    jest.advanceTimersByTime(4_999);
    expect(gate.isOpen).toBe(true);
    jest.advanceTimersByTime(1);
    expect(gate.isClosedBy('record')).toBe(true);
    expect(settledCount).toBe(0);
  } finally {
    await other.rollback(); // otherwise closing would hang after a failure
  }
  await recorded;
  expect(gate.isOpen).toBe(true);
  expect(settledCount).toBe(1);
});
