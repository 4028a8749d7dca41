import { access, chmod, constants, lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnwritableFolderError } from '../../kernel/index.ts';
import { giveTo, letThrough, canReach, type Account } from './account.ts';
import { isEmpty } from './find-cluster.ts';
import type { Remover } from './remover.ts';

/**
 * Makes the data folder when it does not exist. The remover deletes an ephemeral one.
 *
 * @throws UnwritableFolderError when it cannot be made, and Error when an ephemeral one is not empty: its
 * contents would be deleted at the end
 */
export async function makeDataFolder(
  dataDir: string,
  ephemeral: boolean,
  remover: Remover,
): Promise<void> {
  if (ephemeral) {
    if (!(await isAbsent(dataDir)) && !(await isEmpty(dataDir))) {
      throw new Error(
        `${dataDir} is not empty: an ephemeral PostgreSQL takes only an empty folder.`,
      );
    }
    remover.add(dataDir);
  }
  const mode = ephemeral ? 0o700 : 0o777;
  await mkdir(dataDir, { recursive: true, mode }).catch(async (error: unknown) => {
    // With `recursive`, Node reports ENOENT for a read-only file system.
    const cause: unknown = await mkdir(dataDir).catch((plain: unknown) => plain);
    throw new UnwritableFolderError(dataDir, 'DATA_DIR', cause ?? error);
  });
}

async function isAbsent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    () => true,
  );
}

/**
 * Checks that a new cluster can be made in the data folder, or an existing one can be used. Asks the system
 * rather than reading the mode: the whole file system may be read-only.
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
 * Chooses the folder for a new cluster: the data folder, unless the account cannot reach it because of a parent
 * folder (root's home, say). Then it is a new folder elsewhere; the remover deletes an ephemeral one.
 *
 * @throws Error when there is no such place
 */
export async function chooseHome(
  dataDir: string,
  account: Account | undefined,
  ephemeral: boolean,
  remover: Remover,
): Promise<string> {
  // The account owns all of it, so that its supervisor can remove it.
  if (ephemeral) await giveTo(account, dataDir);
  if (await letThrough(account, dataDir)) return dataDir;
  for (const place of ephemeral ? [tmpdir(), '/tmp', '/var/tmp'] : ['/var/lib', '/var/tmp']) {
    const home = join(place, `stockaj-postgres-${randomUUID()}`);
    if (ephemeral) remover.add(home); // before it exists, so that it is removed whenever this process dies
    if (!(await isMade(home))) continue;
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

async function isMade(folder: string): Promise<boolean> {
  return mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
}

/** Links `postgres` in the data folder to the cluster that had to be made elsewhere. */
export async function linkCluster(dataDir: string, home: string): Promise<void> {
  try {
    await symlink(join(home, 'postgres'), join(dataDir, 'postgres'));
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    // EEXIST: another start at the same time was faster, and its cluster is used.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
