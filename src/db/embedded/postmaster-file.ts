import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../../kernel/index.ts';

const run = promisify(execFile);

/** Milliseconds between two checks of a server that is about to end (which takes 50 to 100). */
const checkEvery = 20;
/** Milliseconds: time for a server whose Node was killed to start stopping, even on a busy machine. */
const graceToBegin = 2_000;
/** Milliseconds: a stopping server writes a checkpoint first, which is slow on a slow disk. */
const graceToEnd = 60_000;

/** The contents of a cluster's `postmaster.pid`: the server that runs on it, or ran once. */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping` and others; empty at first. */
  status: string;
}

/** Parses `postmaster.pid`: line 1 is the pid, line 4 the port, line 8 the state. */
export function readPostmasterFile(text: string): PostmasterFile {
  const lines = text.split('\n').map((line) => line.trim());
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7] ?? '' };
}

/**
 * Waits until no server runs on the cluster: a server whose Node was just killed needs time to stop. A file left
 * over from a crash does not count; PostgreSQL replaces it.
 *
 * @returns the pid in a stale file if an unrelated process has it today, which PostgreSQL must know; otherwise
 * undefined
 * @throws Error when a server keeps running: the folder is in use
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
    await pause(checkEvery);
  }
}

/** Makes the error for a folder that is already in use. */
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

/** Pids are reused, quickly so in containers: only a process started on this folder counts. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  const commandLine = await readCommandLine(pid);
  return commandLine.includes('postgres') && commandLine.includes(cluster);
}

async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''); // it has ended meanwhile
  }
  const answer = await run('ps', ['-o', 'args=', '-ww', '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout ?? '';
}
