import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Remover } from './remover.ts';
import { describeFailure } from './server-output.ts';
import { startSupervised } from './supervisor.ts';

/** The role of the service. It owns the cluster. */
export const roleName = 'stockaj';

/** Inside the cluster, so that both are made, moved and deleted together. Mode 0600. */
export const passwordFile = 'stockaj-password';

const workshopPrefix = 'postgres.new-';
/** Milliseconds. Making a cluster takes seconds: an older workshop is left over from a power cut. */
const abandonedAfter = 3_600_000;

/** Everything a new cluster needs. */
export interface NewCluster {
  binaries: Binaries;
  account: Account | undefined;
  /** An existing folder that the account can reach; the cluster becomes `postgres` in it. */
  home: string;
  /** Whether the cluster must be on disk, not only in the page cache, when this returns. */
  durable: boolean;
  /** Removes the unfinished cluster if this process dies meanwhile. */
  remover: Remover;
}

/**
 * Makes a cluster with a random password. It is built under another name and renamed when complete: a crash
 * leaves no unfinished cluster, and if two processes build at once, one wins and the other's work is discarded.
 *
 * @throws Error with initdb's own explanation
 */
export async function createCluster(options: NewCluster): Promise<void> {
  const { home, account, durable } = options;
  await removeAbandoned(home);
  const workshop = await mkdtemp(join(home, workshopPrefix));
  options.remover.add(workshop);
  try {
    const password = join(workshop, passwordFile);
    const text = randomBytes(24).toString('base64url');
    await writeFile(password, text, { mode: 0o600, flush: durable });
    await giveTo(account, workshop);
    await runInitdb(options, workshop);
    await rename(password, join(workshop, 'cluster', passwordFile));
    await moveIntoPlace(join(workshop, 'cluster'), join(home, 'postgres'));
    if (durable) await syncFolder(home);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const entry of await readdir(home)) {
    if (!entry.startsWith(workshopPrefix)) continue;
    const path = join(home, entry);
    const made = await stat(path).catch(() => undefined); // its maker may finish meanwhile
    if (made && Date.now() - made.mtimeMs > abandonedAfter) await rm(path, { recursive: true });
  }
}

async function runInitdb(options: NewCluster, workshop: string): Promise<void> {
  const { binaries, account, durable } = options;
  const initdb = startSupervised({
    command: binaries.initdb,
    args: [
      ...['--pgdata', join(workshop, 'cluster')],
      ...['--username', roleName, '--auth', 'scram-sha-256'],
      ...['--pwfile', join(workshop, passwordFile)],
      // PostgreSQL's own Unicode rules, which need no locale and are the same on every machine.
      ...['--encoding', 'UTF8', '--locale', 'C'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(durable ? [] : ['--no-sync']),
    ],
    account,
    hold: options.remover.hold,
  });
  const output: string[] = [];
  initdb.onLine((line) => output.push(line));
  const status = await initdb.ended;
  if (status !== 0) throw describeFailure('initdb', status, output);
}

async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    // Another process was faster, and its cluster is as good as ours.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}
