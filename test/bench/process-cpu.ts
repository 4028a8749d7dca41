import { readdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';

/** Microseconds in a tick of `/proc`: Linux shows 100 ticks a second on every machine. */
const tickMicros = 10_000;

/** Returns the process id of the PostgreSQL server. */
export async function findServerPid(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `select pg_read_file('postmaster.pid') as text`,
  );
  await client.end();
  return Number.parseInt(rows[0]?.text ?? '', 10);
}

/**
 * Returns the microseconds of CPU time that a process and its descendants have used so far, ended ones included.
 * NaN outside Linux.
 */
export async function readTreeCpu(root: number): Promise<number> {
  if (process.platform !== 'linux') return NaN;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (await Promise.all(pids.map(readTimes))).filter((it) => it !== undefined);
  const parents = new Map(read.map(({ pid, parentPid }) => [pid, parentPid]));
  const isInTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isInTree(parents.get(pid)));
  const tree = read.filter(({ pid }) => isInTree(pid));
  const own = await Promise.all(tree.map(readOwn));
  return [...own, ...tree.map(({ ended }) => ended)].reduce((sum, micros) => sum + micros, 0);
}

/** Reads the time of a process with one thread in nanoseconds where the kernel counts it; ticks are coarse. */
async function readOwn({ pid, own, threadCount }: Times): Promise<number> {
  if (threadCount > 1) return own; // schedstat has the main thread only
  const stat = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined);
  return stat === undefined ? own : Number(stat.split(' ')[0]) / 1_000;
}

interface Times {
  pid: number;
  parentPid: number;
  /** Microseconds, of all threads. */
  own: number;
  /** Microseconds of its child processes that have ended. */
  ended: number;
  threadCount: number;
}

/** Reads `/proc/PID/stat`; undefined when the process has ended. */
async function readTimes(pid: string): Promise<Times | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field is the name in parentheses and may contain spaces. Field 4 is the parent, 14 to 17 are the times,
  // and 20 is the number of threads.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number) => fields[number - 3] ?? 0;
  return {
    pid: Number(pid),
    parentPid: field(4),
    own: (field(14) + field(15)) * tickMicros,
    ended: (field(16) + field(17)) * tickMicros,
    threadCount: field(20),
  };
}
