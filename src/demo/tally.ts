import type { ReceiverListener } from './receiver.ts';
import type { LoggedDelivery } from './watch-log.ts';

/** Counts and prints deliveries that the receiver verified and the log shows as SUCCEEDED. */
export interface Tally extends ReceiverListener {
  verifiedCount: number;
  /** Requests with a wrong signature. */
  refusedCount: number;
  /** Called for every change in the log. */
  onLogged: (delivery: LoggedDelivery) => void;
}

export interface TallyOptions {
  print: (line: string) => void;
  printError: (line: string) => void;
  describe: (delivery: LoggedDelivery) => string;
  /** Done after this many verified deliveries, or at the first refusal. Infinity: never done. */
  verifiedMax: number;
  /** Called once, when done; nothing is counted after that. */
  onDone: () => void;
}

/** Creates a tally with all counts at zero. */
export function createTally(options: TallyOptions): Tally {
  const { print, printError, describe, verifiedMax, onDone } = options;
  /** Ids verified by the receiver and not yet SUCCEEDED in the log, which lags slightly. */
  const verified = new Set<string>();
  let verifiedCount = 0;
  let refusedCount = 0;
  let isDone = false;

  function finish(): void {
    isDone = true;
    onDone();
  }

  return {
    get verifiedCount() {
      return verifiedCount;
    },
    get refusedCount() {
      return refusedCount;
    },
    onVerified(deliveryId) {
      verified.add(deliveryId);
    },
    onRefused(error, deliveryId) {
      if (isDone) return;
      refusedCount += 1;
      printError(`NOT VERIFIED: delivery ${deliveryId}: ${error}`);
      if (verifiedMax !== Infinity) finish();
    },
    onLogged(delivery) {
      if (isDone || delivery.status !== 'SUCCEEDED' || !verified.delete(delivery.id)) return;
      verifiedCount += 1;
      print(describe(delivery));
      if (verifiedCount === verifiedMax) finish();
    },
  };
}
