import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { CallOrder, CallReport } from './caller-process.ts';

/** Calls of servers from another process. */
export interface Caller {
  /** Sends the calls of one order at a time. @throws Error unless all succeed. */
  call(order: CallOrder): Promise<CallReport>;
  stop(): void;
}

/** Starts the process. */
export function startCaller(): Caller {
  const child = fork(new URL('./caller-process.ts', import.meta.url), {
    execArgv: process.execArgv,
  });
  const broken = once(child, 'exit').then(() => {
    throw new Error('The caller has ended.');
  });
  broken.catch(() => undefined); // a requested end
  return {
    async call(order) {
      child.send(order);
      const [report] = (await Promise.race([once(child, 'message'), broken])) as [CallReport];
      return report;
    },
    stop: () => child.disconnect(),
  };
}

/** Microseconds of CPU time that this process uses during the work. */
export async function measureCpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
