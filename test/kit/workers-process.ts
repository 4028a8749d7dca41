import { readFile } from 'node:fs/promises';
import { createTestEnv } from './app.ts';
import { startMainProcess, type MainProcess } from './main-process.ts';
import { testAuthorityPath } from './receiver.ts';

/** The service in several processes. */
export interface WorkersProcess extends MainProcess {
  /** The process ids of the workers that have become ready, by their number; the latest of each. */
  pids(): ReadonlyMap<number, number>;
}

/** A line of the log that names a process. */
interface ReadyLine {
  msg: string;
  worker: number;
  pid: number;
}

/** Starts the service with workers. */
export async function startWorkersProcess(env: NodeJS.ProcessEnv): Promise<WorkersProcess> {
  const main = await startMainProcess(env);
  return {
    ...main,
    pids() {
      const lines = main.output.stdout.split('\n').filter((line) => line.endsWith('}'));
      const ready = lines
        .map((line) => JSON.parse(line) as ReadyLine)
        .filter(({ msg }) => msg === 'worker is ready');
      return new Map(ready.map(({ worker, pid }) => [worker, pid]));
    },
  };
}

/** The environment of workers on a test database, whose receivers are on this machine. */
export function createWorkersEnv(databaseUrl: string): Record<string, string> {
  return { ...createTestEnv(databaseUrl), NODE_EXTRA_CA_CERTS: testAuthorityPath };
}

/** Whether a process lives (Linux only); one that waits for its parent to notice its end does not. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';
}
