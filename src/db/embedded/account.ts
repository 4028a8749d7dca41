import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user and group that PostgreSQL's programs run as. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Whom PostgreSQL has to run as: undefined (ourselves) unless we are root, since PostgreSQL refuses
 * to run as root. For root it is an existing user, `postgres` before `nobody`: initdb does not
 * accept a uid that has no entry in `/etc/passwd`.
 *
 * @throws Error when we are root and the machine has neither user.
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

/** The account of a name in the text of `/etc/passwd`; undefined when it is not there, or is root. */
export function readAccount(passwd: string, name: string): Account | undefined {
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  const account = { uid: Number(uid), gid: Number(gid) };
  const usable = Number.isInteger(account.uid) && Number.isInteger(account.gid);
  return uid && gid && usable && account.uid !== 0 ? account : undefined;
}

/**
 * Whether the account can enter a folder, or run a program, at this path. The kernel is asked, not
 * the mode bits: every folder above counts, and so do ACLs and mounts without exec.
 *
 * @throws Error when this process may not take on the account.
 */
export async function canReach(account: Account | undefined, path: string): Promise<boolean> {
  const identity = account ?? {};
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...identity, cwd: '/' });
    return true;
  } catch (error) {
    // A number is the answer of `test`; a text such as EPERM means that nothing was run.
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw new Error(`Cannot run a program as uid ${account?.uid}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
