import { chmod, lstat, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, letThrough, canReach, chooseAccount, type Account } from './account.ts';
import { passwordFile } from './create-cluster.ts';

/**
 * Returns the real path of the data folder's cluster; undefined when there is none yet.
 *
 * @throws Error when something else has its name
 */
export async function findCluster(dataDir: string): Promise<string | undefined> {
  const path = join(dataDir, 'postgres');
  if (!(await lstat(path).catch(() => undefined))) return undefined;
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new Error(`${path} is a link to a folder that does not exist (any more).`, { cause });
  });
  if ((await stat(folder)).isDirectory()) return (await isEmpty(folder)) ? undefined : folder;
  throw new Error(`${path} is not a folder.`);
}

/** Whether a folder is empty. One that we may not read counts as not empty. */
export async function isEmpty(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => ['unreadable']);
  return entries.length === 0;
}

/**
 * Returns the account that has to run an existing cluster: PostgreSQL requires the owner of its files. As root we
 * run it as that owner; a cluster owned by root (a copy made by root, say) gets another owner.
 *
 * @throws Error when the cluster belongs to another user and we are not root
 */
export async function accountOfCluster(folder: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(folder);
  const ourUid = process.getuid?.();
  if (ourUid !== 0) {
    if (uid === ourUid) return undefined;
    throw new Error(
      `${folder} belongs to the user with uid ${uid}, and this process runs as uid ${ourUid}. ` +
        'Start as that user or as root, or choose another DATA_DIR.',
    );
  }
  if (uid !== 0) return { uid, gid };
  const account = await chooseAccount();
  await giveTo(account, folder);
  await chmod(folder, 0o700); // PostgreSQL refuses a folder that others can read
  return account;
}

/**
 * Checks that we can run a cluster, and reads the password of its role.
 *
 * @param major the version of our programs; they cannot read the files of another version
 * @throws Error that says what is wrong and what to do
 */
export async function readPassword(
  dataDir: string,
  folder: string,
  account: Account | undefined,
  major: number,
): Promise<string> {
  await checkVersion(folder, major);
  if (!(await letThrough(account, dataDir)) && !(await canReach(account, folder))) {
    throw new Error(
      `PostgreSQL runs as uid ${account?.uid} here, which cannot reach ${folder}. ` +
        'Move DATA_DIR to a folder that every user may enter.',
    );
  }
  const password = await readFile(join(folder, passwordFile), 'utf8').catch((cause: unknown) => {
    throw new Error(`The password of ${folder} is missing (its file ${passwordFile}).`, { cause });
  });
  return password.trim();
}

async function checkVersion(folder: string, major: number): Promise<void> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`${folder} is not a PostgreSQL cluster: no PG_VERSION.`);
  if (text.trim() === String(major)) return;
  throw new Error(
    `${folder} was made by PostgreSQL ${text.trim()}; this version runs PostgreSQL ${major} and cannot read it. ` +
      'Nothing was changed. Dump and restore it with the older version, or choose another DATA_DIR.',
  );
}
