import type { TestApp } from './app.ts';
import { createCustomer } from './customer.ts';
import { PauseWebhook, ResumeWebhook } from './documents.ts';
import { startReceiver } from './receiver.ts';

/** A stranger whose deliveries show what a node has done meanwhile. */
export interface Witness {
  /**
   * Resolves when the node has been through several turns of claims: what could be claimed when it was
   * called has been sent. A resume lets go what only a claim finds, one delivery a turn.
   */
  letTurnsPass(): Promise<void>;
  stop(): Promise<void>;
}

/** One turn may be under way already, and what the next one takes is sent a moment later. */
const turns = 3;

/** Makes a workspace with a webhook and a receiver of the witness's own. */
export async function startWitness(app: TestApp): Promise<Witness> {
  const stranger = await createCustomer(app);
  const receiver = await startReceiver();
  const { id } = await stranger.createWebhook(receiver.url);
  const input = { webhookId: id };
  return {
    async letTurnsPass() {
      const before = receiver.requests.length;
      for (let turn = 1; turn <= turns; turn += 1) {
        await app.ask(stranger.token, PauseWebhook, { input });
        await stranger.publish();
        await app.ask(stranger.token, ResumeWebhook, { input });
        await receiver.waitFor(before + turn);
      }
    },
    stop: () => receiver.stop(),
  };
}
