import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPostmasterFile } from './postmaster-file.ts';
import type { SupervisedProcess } from './supervisor.ts';

/** Milliseconds: a fast shutdown takes 100. After this time the disk must be stuck on the last checkpoint. */
const patience = 60_000;

/**
 * Stops a server: its sessions end, and commits stay. Resolves when all its processes are gone. A server that
 * has not ended after a minute is made to exit at once; its next start recovers.
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
