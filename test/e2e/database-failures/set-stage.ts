import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { startTestApp, type TestApp } from '../../kit/app.ts';
import { createCustomer, type Customer } from '../../kit/customer.ts';
import { openLive, type LiveClient } from '../../kit/live-client.ts';
import { startReceiver, type Receiver } from '../../kit/receiver.ts';
import { createAnswers, type Answers } from './answers.ts';
import { createNodeLog, type NodeLog } from './node-log.ts';

/** One node for the file, which nobody restarts whatever happens to its database. */
export interface Stage {
  app: TestApp;
  nodeLog: NodeLog;
  /** Of the test, with a webhook for all events. */
  customer: Customer;
  receiver: Receiver;
  /** Of the receiver. */
  answers: Answers;
  /** Subscribed since before the test began. */
  live: LiveClient;
}

/** Requests of the workspace and a node at a time: a few, so that others wait for them in memory. */
export const concurrency = 4;
/** Of every node; the shortest lease. */
export const env = {
  DELIVERY_CONCURRENCY: String(2 * concurrency), // one workspace has half of it
  LEASE_SECONDS: '3',
  RETRY_SCHEDULE: Array.from({ length: 20 }, (_, n) => Math.min(n, 1)).join(),
};

/**
 * Sets the stage by jest's hooks.
 *
 * @param open answers the URL of an empty or migrated database; called before the first test
 */
export function setStage(open: () => Promise<string>, close: () => Promise<void>): Stage {
  const stage = { nodeLog: createNodeLog() } as { -readonly [Part in keyof Stage]: Stage[Part] };

  beforeAll(async () => {
    const { logger } = stage.nodeLog;
    stage.app = await startTestApp({ database: { url: await open() }, env, options: { logger } });
  });
  beforeEach(async () => {
    stage.customer = await createCustomer(stage.app);
    stage.receiver = await startReceiver();
    stage.answers = createAnswers();
    stage.receiver.answer(stage.answers.give);
    await stage.customer.createWebhook(stage.receiver.url);
    stage.live = await openLive(stage.app, stage.customer.token);
  });
  afterEach(async () => {
    await stage.live.stop();
    await stage.receiver.stop();
  });
  afterAll(async () => {
    await stage.app.stop();
    await close();
  });
  return stage;
}
