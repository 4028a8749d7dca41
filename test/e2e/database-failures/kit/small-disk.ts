import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A separate file system that can fill up. */
export interface SmallDisk {
  /** An empty folder on it. */
  folder: string;
  /** Fills the remaining space. */
  fill(): Promise<void>;
  /** Frees the space again. */
  clear(): Promise<void>;
  unmount(): Promise<void>;
}

const megabyte = 1024 * 1024;
const sizeMegabytes = 96;

/** Returns why this machine cannot mount one; null when it can. */
export async function findMountError(): Promise<string | null> {
  try {
    await (await mountSmallDisk()).unmount();
    return null;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return stderr.trim() || message;
  }
}

/**
 * Mounts a small disk in memory.
 *
 * @param owner the owner of the folder on it; the current user by default
 */
export async function mountSmallDisk(owner?: { uid: number; gid: number }): Promise<SmallDisk> {
  const root = await mkdtemp(join(tmpdir(), 'stockaj-disk-'));
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${sizeMegabytes}m,mode=755`, 'tmpfs', root]);
  } catch (error) {
    await rmdir(root);
    throw error;
  }
  await chmod(root, 0o755);
  const folder = join(root, 'tablespace');
  await mkdir(folder);
  if (owner) await chown(folder, owner.uid, owner.gid);
  const ballast = join(root, 'ballast');
  return {
    folder,
    async fill() {
      const file = await open(ballast, 'w');
      for (const size of [megabyte, 4096]) {
        const chunk = Buffer.alloc(size);
        while (await hasWritten(file.write(chunk)));
      }
      await file.close();
    },
    clear: () => rm(ballast),
    async unmount() {
      await execute('umount', [root]);
      await rmdir(root);
    },
  };
}

async function hasWritten(write: Promise<{ bytesWritten: number }>): Promise<boolean> {
  try {
    return (await write).bytesWritten > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
