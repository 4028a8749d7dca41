import type { Outcome } from '../../src/dispatcher/http/outcome.ts';
import type { LocalReceiver } from './local-receiver.ts';

/** A server that breaks the rules or means harm, and what the log must say of it. */
export interface HostileReceiver {
  /** Goes on the sentence "A receiver …". */
  name: string;
  start(): Promise<LocalReceiver>;
  /** What an attempt makes of it. */
  expected: Pick<Outcome, 'errorCode' | 'responseStatus' | 'responseBodyError'>;
  /** It never ends by itself, so only the deadline does. */
  isEndless: boolean;
  /** It sends as fast as it can what no bound of a head or a body counts. */
  isFlood: boolean;
}
