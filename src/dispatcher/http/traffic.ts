import type { ConnectCallback } from './address-guard.ts';

/** What a sender has open, so that it knows how much of it is idle. */
export interface Traffic {
  /** Open connections without a request; those that are being made count as none. */
  idleCount(): number;
  /** Counts the socket that the callback gets until it closes. */
  countSocket(callback: ConnectCallback): ConnectCallback;
  /** Counts a request until it has its outcome; answers the outcome. */
  countRequest<Outcome>(outcome: Promise<Outcome>): Promise<Outcome>;
}

/** Nothing is open yet. */
export function createTraffic(): Traffic {
  let socketCount = 0;
  let requestCount = 0;
  return {
    idleCount: () => socketCount - requestCount,
    countSocket:
      (callback) =>
      (...result) => {
        const [, socket] = result;
        if (socket !== null) {
          socketCount += 1;
          socket.once('close', () => (socketCount -= 1));
        }
        callback(...result);
      },
    async countRequest(outcome) {
      requestCount += 1;
      try {
        return await outcome;
      } finally {
        requestCount -= 1;
      }
    },
  };
}
