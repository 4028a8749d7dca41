import { lookup } from 'node:dns/promises';
import type { ResolvedAddress } from './resolved-address.ts';

/**
 * The most look-ups at a time. Each holds one of the four threads that the process has for files and
 * ciphers as well, for many seconds when a name server is silent.
 */
const LOOK_UPS_MAX = 2;

/**
 * Makes look-ups by the machine's own settings: `/etc/hosts`, search domains, the name server of a
 * container network. All addresses of both families, unchecked; rejects when there is none, and when
 * its signal has been aborted before its turn comes.
 */
export function createMachineLookUp() {
  let runningCount = 0;
  const waiting: (() => void)[] = [];

  async function takeTurn(): Promise<void> {
    if (runningCount < LOOK_UPS_MAX) runningCount += 1;
    // A look-up that ends hands its turn over.
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else runningCount -= 1;
  }

  return async (hostname: string, signal: AbortSignal): Promise<ResolvedAddress[]> => {
    await takeTurn();
    try {
      signal.throwIfAborted();
      const found = await lookup(hostname, { all: true, order: 'verbatim' });
      return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
    } finally {
      endTurn();
    }
  };
}
