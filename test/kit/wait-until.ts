import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds; only a broken guarantee takes this long. Not a measure of speed. */
const patience = 60_000;
/** Milliseconds between two checks, growing because some conditions cost a query. */
const gaps = { least: 5, most: 80 };

/**
 * Resolves soon after the condition holds.
 *
 * @param what completes "Waited in vain until …".
 * @throws Error when it does not hold within a minute; the message names the condition.
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (let gap = gaps.least; !(await condition()); gap = Math.min(gap * 1.3, gaps.most)) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await delay(gap); // the only wait by the clock in the tests
  }
}
