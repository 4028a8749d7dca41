import type { TestApp } from './app.ts';
import { createCustomer } from './customer.ts';
import { PauseWebhook, ResumeWebhook } from './documents.ts';
import { startReceiver } from './receiver.ts';

/** A second workspace whose deliveries show how far a node's claims have come. */
export interface ClaimTurns {
  /**
   * Resolves after the node has claimed several times: everything claimable at the call has been sent.
   * Each round resumes a paused webhook, whose delivery only a claim can find.
   */
  letTurnsPass(): Promise<void>;
  stop(): Promise<void>;
}

/** One claim may already be running, and the next one's deliveries are sent slightly later. */
const turns = 3;

/** Creates a workspace with its own webhook and receiver. */
export async function startClaimTurns(app: TestApp): Promise<ClaimTurns> {
  const customer = await createCustomer(app);
  const receiver = await startReceiver();
  const { id } = await customer.createWebhook(receiver.url);
  const input = { webhookId: id };
  return {
    async letTurnsPass() {
      const before = receiver.requests.length;
      for (let turn = 1; turn <= turns; turn += 1) {
        await app.ask(customer.token, PauseWebhook, { input });
        await customer.publish();
        await app.ask(customer.token, ResumeWebhook, { input });
        await receiver.waitFor(before + turn);
      }
    },
    stop: () => receiver.stop(),
  };
}
