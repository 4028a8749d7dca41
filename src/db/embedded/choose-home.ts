import { access, chmod, constants, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnwritableFolderError } from '../../kernel/index.ts';
import { canReach } from './account.ts';
import type { Account } from './account.ts';
import { isEmpty } from './find-cluster.ts';
import { giveTo, letThrough } from './ownership.ts';

/**
 * Makes the data folder when it does not exist.
 *
 * @throws UnwritableFolderError when it cannot be made, and Error when an ephemeral one holds something: all
 * in it would be removed at the end.
 */
export async function makeDataFolder(dataDir: string, ephemeral: boolean): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch(async (error: unknown) => {
    // With `recursive`, Node says ENOENT of a file system that is read-only.
    const cause: unknown = await mkdir(dataDir).catch((plain: unknown) => plain);
    throw new UnwritableFolderError(dataDir, 'DATA_DIR', cause ?? error);
  });
  if (!ephemeral || (await isEmpty(dataDir))) return;
  throw new Error(`${dataDir} is not empty: an ephemeral PostgreSQL takes only an empty folder.`);
}

/**
 * Checks that a new cluster can be made in the data folder, or that one that is there can be used. The
 * system is asked, not the mode: a whole file system may be read-only.
 *
 * @param folder the data folder, or the cluster
 * @throws UnwritableFolderError
 */
export async function requireWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new UnwritableFolderError(folder, 'DATA_DIR', cause);
  });
}

/**
 * The folder to make a new cluster in: the data folder, unless the account cannot reach it because
 * of a folder above (root's home, say). Then it is a new folder elsewhere.
 *
 * @throws Error when no such place is found.
 */
export async function chooseHome(
  dataDir: string,
  account: Account | undefined,
  ephemeral: boolean,
): Promise<string> {
  // Given away as a whole, so that the supervisor, which is the account, can remove it.
  if (ephemeral) await giveTo(account, dataDir);
  if (await letThrough(account, dataDir)) return dataDir;
  for (const place of ephemeral ? [tmpdir(), '/tmp', '/var/tmp'] : ['/var/lib', '/var/tmp']) {
    const home = await mkdtemp(join(place, 'stockaj-postgres-')).catch(() => undefined);
    if (!home) continue;
    if (ephemeral) await giveTo(account, home);
    else await chmod(home, 0o711);
    if (await canReach(account, home)) return home;
    await rm(home, { recursive: true });
  }
  throw new Error(
    `PostgreSQL runs as uid ${account?.uid}, which cannot reach ${dataDir}, and there is no other place for it. ` +
      'Choose another DATA_DIR or set DATABASE_URL.',
  );
}

/** Makes `postgres` in the data folder lead to the cluster that had to be made elsewhere. */
export async function linkCluster(dataDir: string, home: string): Promise<void> {
  try {
    await symlink(join(home, 'postgres'), join(dataDir, 'postgres'));
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    // EEXIST: a start at the same time was faster; its cluster is the one.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
