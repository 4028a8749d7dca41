import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { listProcessesOf } from '../../kit/embedded-child.ts';
import { plainArguments, scriptArguments } from '../../kit/script-arguments.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** The demo in its own process group, with its own temporary folder. */
export interface DemoChild {
  /** Lines written so far. */
  lines: readonly string[];
  errors: readonly string[];
  /** Resolves when it has written a line that contains the text; rejects if it ends first. */
  waitForLine(text: string): Promise<void>;
  /** Signals the whole group, like a terminal. */
  signal(name: NodeJS.Signals): void;
  /** Sends SIGKILL to its Node process only, like the out-of-memory killer. */
  kill(): void;
  /** Resolves with the exit code once it has ended and its output is closed. */
  ended: Promise<number | null>;
  /** Lists its live processes, including PostgreSQL's (Linux only). */
  listProcesses(): Promise<string[]>;
  /** Lists the contents of the temporary folder. */
  listFolders(): Promise<string[]>;
  /** Returns the real path of its cluster. */
  findCluster(): Promise<string>;
  /** Kills remaining processes and removes the temporary folder. */
  dispose(): Promise<void>;
}

const script = 'src/demo/main.ts';

/** Starts the demo with these arguments and variables. */
export async function startDemo(
  args: string[],
  env: Record<string, string> = {},
): Promise<DemoChild> {
  return startProcess([...(await scriptArguments(script)), ...args], env);
}

/** Like `startDemo`, but as `npm run demo` does. */
export async function startDemoFromSources(args: string[]): Promise<DemoChild> {
  return startProcess([...plainArguments(script), ...args], { TSX_DISABLE_CACHE: '1' });
}

async function startProcess(args: string[], env: Record<string, string>): Promise<DemoChild> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-demo-test-'));
  const child = spawn(process.execPath, args, {
    cwd: project,
    detached: true,
    env: { PATH: '/usr/bin:/bin', TMPDIR: folder, ...env },
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

/** Lists the live processes of a group; zombies (Z) do not count. */
async function listGroup(group: number): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return stats.filter((stat) => {
    // proc(5): pid (name) state ppid pgrp …; the name may contain spaces and parentheses.
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(pgrp) === group && state !== 'Z';
  });
}
