import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../kit/app.ts';
import { createCustomer, type Customer } from '../../../kit/customer.ts';
import { openLive, type LiveClient } from '../../../kit/live-client.ts';
import { startReceiver, type Receiver } from '../../../kit/receiver.ts';
import { createAnswers, type Answers } from './answers.ts';
import { createNodeLog, type NodeLog } from './node-log.ts';

/** One node for the file, never restarted whatever happens to its database. */
export interface FailureFixture {
  app: TestApp;
  nodeLog: NodeLog;
  /** The test's workspace, with a webhook for all events. */
  customer: Customer;
  receiver: Receiver;
  /** The receiver's responses. */
  answers: Answers;
  /** Subscribed before the test starts. */
  live: LiveClient;
}

/** Slots of a node: few, so that deliveries wait in memory. One workspace gets half of them. */
const concurrency = 8;
/** Requests that a workspace has in flight at least when its receivers hang: a quarter of its share is reserved for quick ones. */
export const hangingLeast = 3;
/** Environment of every node, with the shortest lease. */
export const env = {
  DELIVERY_CONCURRENCY: String(concurrency),
  LEASE_SECONDS: '3',
  RETRY_SCHEDULE: Array.from({ length: 20 }, (_, n) => Math.min(n, 1)).join(),
};

/**
 * Starts and stops the parts by jest's hooks.
 *
 * @param open returns the URL of an empty or migrated database; called before the first test
 */
export function setUpFailures(
  open: () => Promise<string>,
  close: () => Promise<void>,
): FailureFixture {
  const fixture = { nodeLog: createNodeLog() } as {
    -readonly [Part in keyof FailureFixture]: FailureFixture[Part];
  };

  beforeAll(async () => {
    const { logger } = fixture.nodeLog;
    fixture.app = await startTestApp({ database: { url: await open() }, env, options: { logger } });
  });
  beforeEach(async () => {
    fixture.customer = await createCustomer(fixture.app);
    fixture.receiver = await startReceiver();
    fixture.answers = createAnswers();
    fixture.receiver.answer(fixture.answers.give);
    await fixture.customer.createWebhook(fixture.receiver.url);
    fixture.live = await openLive(fixture.app, fixture.customer.token);
  });
  afterEach(async () => {
    await fixture.live.stop();
    await fixture.receiver.stop();
  });
  afterAll(async () => {
    await fixture.app.stop();
    await close();
  });
  return fixture;
}
