import type { ReceiverListener } from './receiver.ts';
import type { LoggedDelivery } from './watch-log.ts';

/** Counts deliveries that the receiver has verified and the log calls SUCCEEDED, and prints each. */
export interface Score extends ReceiverListener {
  verifiedCount: number;
  /** Requests with a wrong signature. */
  refusedCount: number;
  /** Told of every change of the log. */
  onLogged: (delivery: LoggedDelivery) => void;
}

export interface ScoreOptions {
  print: (line: string) => void;
  printError: (line: string) => void;
  describe: (delivery: LoggedDelivery) => string;
  /** With so many verified, or with the first refusal, it is decided when there is an end at all. */
  verifiedMax: number;
  /** Called once, when it is decided; nothing is counted afterwards. */
  onDone: () => void;
}

/** A score of nothing yet. */
export function createScore(options: ScoreOptions): Score {
  const { print, printError, describe, verifiedMax, onDone } = options;
  /** Verified, and not yet seen in the log: at the receiver they are a moment earlier. */
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
