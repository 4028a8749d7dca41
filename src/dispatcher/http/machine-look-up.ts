import { lookup } from 'node:dns/promises';
import type { ResolvedAddress } from './resolved-address.ts';

/**
 * The most look-ups at a time. Each holds one of the four threads that the process has for files and
 * ciphers as well, for many seconds when a name server is silent.
 */
const lookUpsMax = 2;

/** Asks for all addresses of both families; rejects when there is none. */
type AskMachine = (hostname: string) => Promise<ResolvedAddress[]>;

async function askMachine(hostname: string): Promise<ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** A look-up under way, and the signals of those who wait for it. */
interface SharedLookUp {
  signals: AbortSignal[];
  found: Promise<ResolvedAddress[]>;
}

/**
 * Makes look-ups by the machine's own settings: `/etc/hosts`, search domains, the name server of a
 * container network. All who ask for the same name at the same time share one look-up, so that a name
 * whose server is silent holds one turn. A look-up for which nobody waits any more when its turn comes is
 * not begun, and rejects.
 *
 * @param ask for tests; the machine when left out
 */
export function createMachineLookUp(ask: AskMachine = askMachine) {
  const underWay = new Map<string, SharedLookUp>();
  const waiting: (() => void)[] = [];
  let runningCount = 0;

  async function takeTurn(): Promise<void> {
    if (runningCount < lookUpsMax) runningCount += 1;
    // A look-up that ends hands its turn over.
    else await new Promise<void>((resolve) => void waiting.push(resolve));
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else runningCount -= 1;
  }

  async function lookUp(hostname: string, signals: AbortSignal[]): Promise<ResolvedAddress[]> {
    await takeTurn();
    try {
      if (signals.every(({ aborted }) => aborted)) throw new Error('Nobody waits any more.');
      return await ask(hostname);
    } finally {
      underWay.delete(hostname);
      endTurn();
    }
  }

  return (hostname: string, signal: AbortSignal): Promise<ResolvedAddress[]> => {
    const known = underWay.get(hostname);
    known?.signals.push(signal);
    if (known) return known.found;
    const signals = [signal];
    const found = lookUp(hostname, signals);
    underWay.set(hostname, { signals, found });
    return found;
  };
}
