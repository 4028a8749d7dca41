import type { Call } from './call.ts';
import type { Answer, InventoryClient } from './inventory-client.ts';

/**
 * Deals the steps to `clientCount` concurrent workers; each takes its own steps in order. Resolves with
 * the answers once all workers have ended, or rejects with the first failure.
 */
export async function runClients(
  client: InventoryClient,
  steps: readonly Call[],
  clientCount: number,
): Promise<Answer[]> {
  const workers = Array.from({ length: clientCount }, async (_, first) => {
    const answers: Answer[] = [];
    for (let next = first; next < steps.length; next += clientCount) {
      answers.push(await client.ask(client.resolve(steps[next]!)));
    }
    return answers;
  });
  const ended = await Promise.allSettled(workers);
  return ended.flatMap((worker) => {
    if (worker.status === 'rejected') throw worker.reason;
    return worker.value;
  });
}
