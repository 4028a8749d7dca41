import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: what takes longer will never be. */
const patienceMs = 20_000;

/** Resolves soon after the condition holds. @throws Error when it never does. */
export async function waitUntil(holds: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${String(holds)}`);
    await delay(5);
  }
}
