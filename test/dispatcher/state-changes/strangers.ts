import { createDrafts, createCustomer } from '../../kit/customer.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { startReceiver } from '../../kit/receiver.ts';
import type { TestApp } from '../../kit/app.ts';

/** A workspace of others, whose requests take up the process. */
export interface Strangers {
  /** Resolves when the process has as many requests in flight as it may have, one of which is not theirs. */
  fillProcess(): Promise<void>;
  /** Answers all of theirs; resolves when they are recorded. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** @param inFlightMax of the process, and of one webhook. */
export async function inviteStrangers(
  app: TestApp,
  inFlightMax: { process: number; webhook: number },
): Promise<Strangers> {
  const customer = await createCustomer(app);
  const receiver = await startReceiver();
  const held = holdAnswers();
  const webhookCount = Math.ceil((inFlightMax.process - 1) / inFlightMax.webhook);
  for (let n = 0; n < webhookCount; n += 1) {
    await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
  }
  let publishedCount = 0;
  return {
    async fillProcess() {
      receiver.answer(held.answer);
      const em = app.app.database.em.fork();
      const drafts = createDrafts(inFlightMax.webhook);
      await app.app.publishEvents(em, customer.workspaceId, drafts);
      publishedCount += webhookCount * inFlightMax.webhook;
      await held.waitFor(inFlightMax.process - 1);
    },
    async clear() {
      receiver.answer(200);
      held.release(200);
      await customer.waitForLog(Math.min(publishedCount, 100));
    },
    stop: () => receiver.stop(),
  };
}
