import { lookup } from 'node:dns/promises';
import type { ResolvedAddress } from './resolved-address.ts';

/**
 * The most look-ups at a time. Each occupies one of the four threads that the process also needs for files
 * and ciphers, for many seconds when a name server is silent.
 */
const lookUpsMax = 2;

/** Looks up all addresses of both families; rejects when there are none. */
type AskMachine = (hostname: string) => Promise<ResolvedAddress[]>;

async function askMachine(hostname: string): Promise<ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** A look-up in progress, and the signals of its callers. */
interface SharedLookUp {
  signals: AbortSignal[];
  found: Promise<ResolvedAddress[]>;
}

/**
 * Makes a look-up by the machine's own settings: `/etc/hosts`, search domains, the name server of a
 * container network. Callers with the same name at the same time share one look-up, so that a name with a
 * silent server takes only one turn. If all callers have aborted before their turn, the look-up does not
 * start, and rejects.
 *
 * @param ask for tests; the machine's look-up when left out
 */
export function createMachineLookUp(ask: AskMachine = askMachine) {
  const running = new Map<string, SharedLookUp>();
  const waiting: (() => void)[] = [];
  let runningCount = 0;

  async function takeTurn(): Promise<void> {
    if (runningCount < lookUpsMax) runningCount += 1;
    // A look-up that ends passes its turn on.
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
      if (signals.every(({ aborted }) => aborted)) throw new Error('The look-up was aborted.');
      return await ask(hostname);
    } finally {
      running.delete(hostname);
      endTurn();
    }
  }

  return (hostname: string, signal: AbortSignal): Promise<ResolvedAddress[]> => {
    const known = running.get(hostname);
    known?.signals.push(signal);
    if (known) return known.found;
    const signals = [signal];
    const found = lookUp(hostname, signals);
    running.set(hostname, { signals, found });
    return found;
  };
}
