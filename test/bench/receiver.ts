import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What the receiver is to do; nothing but count when empty. */
export interface ReceiverOrder {
  /** Which secrets sign for which paths, beside those it knows. */
  secrets?: Record<string, string>;
  /** Whether paths under `/hang` get no answer; false answers also what is hanging now. */
  hang?: boolean;
  /** Begins (true) or ends (false) to note when each request arrives; both give what was noted so far. */
  recordArrivals?: boolean;
}

/** What the receiver has seen since it started. */
export interface ReceiverCounts {
  /** Requests with a right signature that were answered 200, those under `/hang` left out. */
  verified: number;
  /** Requests with a right signature under `/hang`. */
  hung: number;
  /** Those of them that wait for an answer now. */
  hanging: number;
  /** `webhook-id` and when the head of the request had come, on the machine's clock. */
  arrivals: [id: string, atMs: number][];
}

/** The receiver of the benchmark as its parent sees it. */
export interface BenchReceiver {
  origin: string;
  /** One order at a time. */
  order(order: ReceiverOrder): Promise<ReceiverCounts>;
  count(): Promise<ReceiverCounts>;
  stop(): void;
}

/** Starts the receiver in a process of its own, so that it takes no time from the one that is measured. */
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
