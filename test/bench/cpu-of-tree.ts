import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second in `/proc`, on every usual Linux. */
const ticksPerSecond = 100;

interface ProcessTimes {
  parent: number;
  /** Of the process and its children that have ended. */
  seconds: number;
}

/** Returns the CPU seconds of a process and all its descendants so far, of those that have ended as well (Linux only). */
export async function readCpuSeconds(root: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = await Promise.all(pids.map(async (pid) => [pid, await readTimes(pid)] as const));
  const times = new Map(read);
  const isInTree = (pid: number): boolean => {
    const parent = times.get(pid)?.parent;
    return pid === root || (parent !== undefined && isInTree(parent));
  };
  return pids.filter(isInTree).reduce((sum, pid) => sum + (times.get(pid)?.seconds ?? 0), 0);
}

async function readTimes(pid: number): Promise<ProcessTimes | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return undefined; // it has ended
  // The name in parentheses may contain anything. After it: state, parent, and the times from the 12th field.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, time) => sum + time, 0);
  return { parent: fields[1] ?? 0, seconds: ticks / ticksPerSecond };
}
