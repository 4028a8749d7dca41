import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** pg_dump refuses newer servers; the embedded server has this version. */
const majorLeast = 18;

/** Returns why this machine's pg_dump and pg_restore cannot be used; null when they can. */
export async function findDumpError(): Promise<string | null> {
  for (const program of ['pg_dump', 'pg_restore']) {
    const answer = await run(program, ['--version']).catch(() => null);
    if (!answer) return `this machine lacks ${program}`;
    const version = /\d+/.exec(answer.stdout)?.[0];
    if (Number(version) < majorLeast)
      return `${program} is of version ${version}, and ${majorLeast} is needed`;
  }
  return null;
}

/** Copies a database into an empty one, as described in `docs/operations.md`. */
export async function dumpAndRestore(from: string, to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-dump-'));
  const file = join(folder, 'stockaj.dump');
  try {
    await run('pg_dump', ['--format=custom', `--file=${file}`, from]);
    await run('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${to}`, file]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
