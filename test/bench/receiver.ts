import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Orders for the receiver; an empty one only returns the counts. */
export interface ReceiverOrder {
  /** Adds secrets, by path. */
  secrets?: Record<string, string>;
  /** Whether paths under `/hang` get no response; false also responds to hanging requests. */
  hang?: boolean;
  /** Starts (true) or ends (false) recording arrival times; both return those recorded so far. */
  recordArrivals?: boolean;
}

/** Counts of the receiver since its start. */
export interface ReceiverCounts {
  /** Requests with a valid signature answered 200, without those under `/hang`. */
  verified: number;
  /** Requests with a valid signature under `/hang`. */
  hung: number;
  /** Requests of these waiting for a response now. */
  hanging: number;
  /** `webhook-id` and the arrival of the request's head, on the machine's clock. */
  arrivals: [id: string, atMs: number][];
  /** CPU time of its process, in microseconds. */
  cpuMicros: number;
}

/** The benchmark's receiver, seen from its parent. */
export interface BenchReceiver {
  origin: string;
  /** Sends one order at a time. */
  order(order: ReceiverOrder): Promise<ReceiverCounts>;
  count(): Promise<ReceiverCounts>;
  stop(): void;
}

/** Starts the receiver in its own process, so that it does not slow the measured one. */
export async function startBenchReceiver(): Promise<BenchReceiver> {
  const child = fork(new URL('./receiver-process.ts', import.meta.url), {
    execArgv: process.execArgv,
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];

  async function order(what: ReceiverOrder): Promise<ReceiverCounts> {
    child.send(what);
    const [counts] = (await once(child, 'message')) as [ReceiverCounts];
    return counts;
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    order,
    count: () => order({}),
    stop: () => child.disconnect(),
  };
}
