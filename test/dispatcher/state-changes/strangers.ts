import { createDrafts, createCustomer, type Customer } from '../../kit/customer.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { startReceiver } from '../../kit/receiver.ts';
import type { TestApp } from '../../kit/app.ts';

/** Other workspaces, whose requests use the slots of the process. */
export interface Strangers {
  /** Resolves when they use all slots of the process but one, which another workspace uses. */
  fillProcess(): Promise<void>;
  /** Responds to all their requests; resolves when these are recorded. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Creates one workspace per slot, since a single one may not use all slots. */
export async function inviteStrangers(
  app: TestApp,
  inFlightMax: { process: number; webhook: number },
): Promise<Strangers> {
  const receiver = await startReceiver();
  const held = holdAnswers();
  const customers: Customer[] = [];
  for (let n = 1; n < inFlightMax.process; n += 1) {
    const customer = await createCustomer(app);
    await customer.createWebhook(receiver.url, { timeoutSeconds: 30 });
    customers.push(customer);
  }
  let publishedCount = 0;
  return {
    async fillProcess() {
      receiver.answer(held.answer);
      for (const { workspaceId } of customers) {
        const em = app.app.database.em.fork();
        await app.app.publishEvents(em, workspaceId, createDrafts(inFlightMax.webhook));
      }
      publishedCount += inFlightMax.webhook;
      await held.waitFor(inFlightMax.process - 1);
    },
    async clear() {
      receiver.answer(200);
      held.release(200);
      for (const customer of customers) await customer.waitForLog(Math.min(publishedCount, 100));
    },
    stop: () => receiver.stop(),
  };
}
