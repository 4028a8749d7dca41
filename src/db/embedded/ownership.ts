import { chmod, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canReach, type Account } from './account.ts';

/** Gives a folder and all in it to the account. Without an account everything is ours already. */
export async function giveTo(account: Account | undefined, folder: string): Promise<void> {
  if (!account) return;
  await lchown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid);
  }
}

/**
 * Lets the account pass through the data folder, but not list it, when that is all that keeps it
 * out. The folders above are not ours to change.
 *
 * @returns whether the account can reach the folder now.
 */
export async function letThrough(account: Account | undefined, folder: string): Promise<boolean> {
  if (!account || (await canReach(account, folder))) return true;
  const { mode } = await stat(folder);
  await chmod(folder, (mode & 0o7777) | 0o001);
  if (await canReach(account, folder)) return true;
  await chmod(folder, mode & 0o7777);
  return false;
}
