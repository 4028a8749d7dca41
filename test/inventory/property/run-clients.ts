import type { Call } from './call.ts';
import type { Answer, Desk } from './desk.ts';

/**
 * Deals the steps to so many clients who work at the same time, each theirs in order. When all have
 * ended it resolves with the answers, or rejects with the first failure.
 */
export async function runClients(
  desk: Desk,
  steps: readonly Call[],
  clientCount: number,
): Promise<Answer[]> {
  const clients = Array.from({ length: clientCount }, async (_, client) => {
    const answers: Answer[] = [];
    for (let next = client; next < steps.length; next += clientCount) {
      answers.push(await desk.ask(desk.resolve(steps[next]!)));
    }
    return answers;
  });
  const ended = await Promise.allSettled(clients);
  return ended.flatMap((client) => {
    if (client.status === 'rejected') throw client.reason;
    return client.value;
  });
}
