import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { listProcessesOf } from '../kit/embedded-child.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** The demo as a process group of its own, with a folder of its own for what is temporary. */
export interface DemoChild {
  /** What it wrote so far, line by line. */
  lines: readonly string[];
  errors: readonly string[];
  /** Resolves when it has written a line that contains the text; rejects when it ends before. */
  waitForLine(text: string): Promise<void>;
  /** To the whole group, as a terminal does. */
  signal(name: NodeJS.Signals): void;
  /** SIGKILL to its Node alone, as from a system that is out of memory. */
  kill(): void;
  /** Resolves with the exit code when it has ended and closed its output. */
  ended: Promise<number | null>;
  /** Its processes and PostgreSQL's that are still alive (Linux only). */
  listProcesses(): Promise<string[]>;
  /** What it left behind in the temporary folder. */
  listFolders(): Promise<string[]>;
  /** The real path of its cluster. */
  findCluster(): Promise<string>;
  /** Kills what is left and removes the temporary folder. */
  dispose(): Promise<void>;
}

/** Starts the demo with these arguments and variables. */
export async function startDemo(
  args: string[],
  env: Record<string, string> = {},
): Promise<DemoChild> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-demo-test-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/demo/main.ts', ...args], {
    cwd: project,
    detached: true,
    env: { PATH: '/usr/bin:/bin', TMPDIR: folder, TSX_DISABLE_CACHE: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = child.pid!;
  const lines: string[] = [];
  const errors: string[] = [];
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    lines,
    errors,
    async waitForLine(text) {
      const written = new Promise<void>((resolve) => {
        const look = () => lines.some((line) => line.includes(text)) && resolve();
        output.on('line', look);
        look();
      });
      const early = ended.then(() => {
        throw new Error(`The demo ended before it wrote "${text}": ${errors.join(' ')}`);
      });
      await Promise.race([written, early]);
    },
    signal: (name) => void process.kill(-group, name),
    kill: () => void process.kill(group, 'SIGKILL'),
    ended,
    listProcesses: async () => [...(await listGroup(group)), ...(await listProcessesOf(folder))],
    listFolders: () => readdir(folder),
    async findCluster() {
      const [dataDir = ''] = await readdir(folder);
      return realpath(join(folder, dataDir, 'postgres'));
    },
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-group, 'SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The living processes of a group. One that nobody has waited for yet (Z) is no longer living. */
async function listGroup(group: number): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return stats.filter((stat) => {
    // proc(5): pid (name) state ppid pgrp …; the name may hold blanks and brackets.
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(pgrp) === group && state !== 'Z';
  });
}
