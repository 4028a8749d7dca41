import type { Loop } from './bare-loops.ts';
import type { BenchReceiver } from './receiver.ts';

/**
 * Measures one run of a loop in requests per second.
 *
 * @throws Error unless the receiver verified exactly this many.
 */
export async function measureRate(
  receiver: BenchReceiver,
  loop: Loop,
  count: number,
): Promise<number> {
  const before = (await receiver.count()).verified;
  const start = performance.now();
  await loop(count);
  const seconds = (performance.now() - start) / 1000;
  const verified = (await receiver.count()).verified - before;
  if (verified !== count)
    throw new Error(`The receiver verified ${verified} of ${count} requests.`);
  return count / seconds;
}

/** Formats a rate: `2675/s`. */
export function showRate(rate: number): string {
  return `${Math.round(rate)}/s`;
}
