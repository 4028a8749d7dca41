import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: only a broken guarantee takes this long; it is no measure of speed. */
const patience = 20_000;

/**
 * Resolves as soon as the condition holds.
 *
 * @param what the end of "Waited in vain until …".
 * @throws Error when it does not hold within 20 s, so that the failing test names what is missing.
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await delay(10);
  }
}
