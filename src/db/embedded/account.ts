import { execFile } from 'node:child_process';
import { chmod, lchown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user and group that run PostgreSQL's programs. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Chooses the account that runs PostgreSQL: undefined (our own) unless we are root, since PostgreSQL refuses to
 * run as root. For root, an existing user, `postgres` before `nobody`: initdb does not accept a uid without an
 * entry in `/etc/passwd`.
 *
 * @throws Error when we are root and the machine has neither user
 */
export async function chooseAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const account = readAccount(passwd, 'postgres') ?? readAccount(passwd, 'nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". ' +
      'Start as another user or set DATABASE_URL.',
  );
}

/** Finds an account by name in the text of `/etc/passwd`; undefined when it is missing or root. */
export function readAccount(passwd: string, name: string): Account | undefined {
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  const account = { uid: Number(uid), gid: Number(gid) };
  const usable = Number.isInteger(account.uid) && Number.isInteger(account.gid);
  return uid && gid && usable && account.uid !== 0 ? account : undefined;
}

/**
 * Whether the account can enter the folder, or run the program, at this path. Asks the kernel rather than
 * reading mode bits: all parent folders count, and so do ACLs and mounts without exec.
 *
 * @throws Error when this process may not run programs as the account
 */
export async function canReach(account: Account | undefined, path: string): Promise<boolean> {
  const identity = account ?? {};
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...identity, cwd: '/' });
    return true;
  } catch (error) {
    // A number is the exit code of `test`; a text such as EPERM means that `test` did not run.
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw new Error(`Cannot run a program as uid ${account?.uid}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Makes the account the owner of a folder and everything in it. Without an account we own it already. */
export async function giveTo(account: Account | undefined, folder: string): Promise<void> {
  if (!account) return;
  await lchown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid);
  }
}

/**
 * Lets the account pass through the data folder, but not list it, if that is enough for it to get in. The
 * folders above are left alone.
 *
 * @returns whether the account can reach the folder now
 */
export async function letThrough(account: Account | undefined, folder: string): Promise<boolean> {
  if (!account || (await canReach(account, folder))) return true;
  const { mode } = await stat(folder);
  await chmod(folder, (mode & 0o7777) | 0o001);
  if (await canReach(account, folder)) return true;
  await chmod(folder, mode & 0o7777);
  return false;
}
