import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds: between two looks at a server that is about to end (it takes 50 to 100). */
const lookEvery = 20;
/** Milliseconds: within them a server whose Node was killed has begun to stop, on a busy machine too. */
const graceToBegin = 2_000;
/** Milliseconds: a stopping server writes a checkpoint first; on a slow disk that takes long. */
const graceToEnd = 60_000;

/** What a cluster's `postmaster.pid` says of the server that runs, or once ran, on it. */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping` and others; empty in the first moments. */
  status: string;
}

/** Reads the text of `postmaster.pid`: line 1 is the pid, line 4 the port, line 8 the state. */
export function readPostmasterFile(text: string): PostmasterFile {
  const lines = text.split('\n').map((line) => line.trim());
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7] ?? '' };
}

/**
 * Waits until no server runs on the cluster: one whose Node was killed a moment ago needs its time
 * to stop. A file that a crash left behind does not count; PostgreSQL replaces it.
 *
 * @returns the pid in a stale file that belongs to an unrelated process today, which PostgreSQL has
 * to be told of, else undefined.
 * @throws Error when a server goes on running: the folder is in use.
 */
export async function awaitNoPostmaster(cluster: string): Promise<number | undefined> {
  const began = Date.now();
  for (;;) {
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
    const { pid, port, status } = readPostmasterFile(text);
    if (!pid || !isAlive(pid)) return undefined;
    if (!(await isPostmasterOf(cluster, pid))) return pid;
    const grace = status === 'stopping' ? graceToEnd : graceToBegin;
    if (Date.now() - began > grace) throw inUse(cluster, `pid ${pid}, port ${port || 'unknown'}`);
    await delay(lookEvery);
  }
}

/** The error of a second start on a folder. */
export function inUse(cluster: string, by: string): Error {
  return new Error(
    `${cluster} is in use: a PostgreSQL server runs on it (${by}). ` +
      'Stop the process that started it, or choose another DATA_DIR.',
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Pids are used again, soon so in containers: only a process started on this folder counts. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const commandLine = await readCommandLine(pid);
  return commandLine.includes('postgres') && commandLine.includes(cluster);
}

async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''); // gone since we looked
  }
  const answer = await run('ps', ['-o', 'args=', '-ww', '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout ?? '';
}
