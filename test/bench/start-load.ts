import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadOrder } from './load-process.ts';
import type { LoadReport } from './loads.ts';

/** Starts a load; returns a function that ends it and returns its report. @throws Error when the load fails. */
export function startLoad(order: LoadOrder): () => Promise<LoadReport> {
  const child = fork(new URL('./load-process.ts', import.meta.url), { execArgv: process.execArgv });
  const broken = once(child, 'exit').then(() => {
    throw new Error('The load has ended.');
  });
  broken.catch(() => undefined); // a requested end
  child.send(order);
  return async () => {
    child.send('end');
    const [report] = (await Promise.race([once(child, 'message'), broken])) as [LoadReport];
    child.disconnect();
    return report;
  };
}
