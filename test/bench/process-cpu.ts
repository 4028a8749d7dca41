import { readdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';

/** Microseconds in a tick of `/proc`: Linux shows 100 ticks a second on every machine. */
const tickMicros = 10_000;

/** Returns the process id of the PostgreSQL server; null where its CPU time cannot be read: outside Linux. */
export async function findServerPid(databaseUrl: string): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const session = await readTimes(String(rows[0]?.pid));
  await client.end();
  return session?.parentPid ?? null;
}

/** Microseconds of CPU time that the server has used so far, in all its processes, ended ones included. */
export async function readServerCpu(serverPid: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const times = (await Promise.all(pids.map(readTimes)))
    .filter((it) => it !== undefined)
    .filter(({ pid, parentPid }) => pid === serverPid || parentPid === serverPid);
  const own = await Promise.all(times.map(readOwn));
  const ended = times.find(({ pid }) => pid === serverPid)?.ended ?? 0;
  return own.reduce((sum, micros) => sum + micros, ended);
}

/** Reads the time of a process with one thread in nanoseconds where the kernel counts it; ticks are coarse. */
async function readOwn({ pid, own }: Times): Promise<number> {
  const stat = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined);
  return stat === undefined ? own : Number(stat.split(' ')[0]) / 1_000;
}

interface Times {
  pid: number;
  parentPid: number;
  /** Microseconds. */
  own: number;
  /** Microseconds of its child processes that have ended. */
  ended: number;
}

/** Reads `/proc/PID/stat`; undefined when the process has ended. */
async function readTimes(pid: string): Promise<Times | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field is the name in parentheses and may contain spaces; parent and times are fields 4 and 14 to 17.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = (field: number) => (fields[field - 3] ?? 0) * tickMicros;
  return {
    pid: Number(pid),
    parentPid: fields[1] ?? 0,
    own: ticks(14) + ticks(15),
    ended: ticks(16) + ticks(17),
  };
}
