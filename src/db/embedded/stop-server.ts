import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPostmasterFile } from './postmaster-file.ts';
import type { SupervisedProcess } from './supervisor.ts';

/** Milliseconds: a fast shutdown takes 100; beyond this the disk hangs on the last checkpoint. */
const patience = 60_000;

/**
 * Stops a server: its sessions end, what they committed stays. Resolves when every process of it is
 * gone. One that does not end in a minute is told to exit at once; its next start recovers.
 */
export async function stopServer(server: SupervisedProcess, cluster: string): Promise<void> {
  const timer = setTimeout(() => void exitAtOnce(cluster), patience);
  try {
    server.stop();
    await server.ended;
  } finally {
    clearTimeout(timer);
  }
}

async function exitAtOnce(cluster: string): Promise<void> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const { pid } = readPostmasterFile(text);
  if (pid > 0) process.kill(pid, 'SIGQUIT');
}
