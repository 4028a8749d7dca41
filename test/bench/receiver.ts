import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The receiver of the benchmark as its parent sees it. */
export interface BenchReceiver {
  readonly origin: string;
  /** Which secret signs for which path. */
  expect(secrets: Record<string, string>): Promise<void>;
  /** Requests with a right signature so far. */
  countVerified(): Promise<number>;
  stop(): void;
}

/** Starts the receiver in a process of its own, so that it takes no time from the one that is measured. */
export async function startBenchReceiver(): Promise<BenchReceiver> {
  const child = fork(new URL('./receiver-process.ts', import.meta.url), {
    execArgv: process.execArgv,
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];

  async function ask(message: object): Promise<number> {
    child.send(message);
    const [{ verified }] = (await once(child, 'message')) as [{ verified: number }];
    return verified;
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    async expect(secrets) {
      await ask({ secrets });
    },
    countVerified: () => ask({ count: true }),
    stop: () => child.disconnect(),
  };
}
