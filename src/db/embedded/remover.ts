import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { rm } from 'node:fs/promises';

/**
 * Reads folders, one per line, until no process has the other end of its input open: neither Node nor a program
 * started with it. The kernel closes that end when a process dies, even by SIGKILL. Then it removes the folders.
 * The second rm is needed because the last children of initdb may still write after initdb has ended.
 *
 * Ignores signals: a signal to all processes of the service is meant for Node.
 */
const script = `
trap '' HUP INT TERM
set --
while IFS= read -r folder; do set -- "$@" "$folder"; done
[ $# -eq 0 ] || rm -rf -- "$@" || { sleep 0.2; rm -rf -- "$@"; }
`;

/** Folders that must not outlive this process, even when it is killed. */
export interface Remover {
  /** Call it at the latest when the folder exists. A folder that is gone at the end is skipped. */
  add(folder: string): void;
  /** Passed to programs that use the folders: while one of them lives, nothing is removed. */
  hold: Writable;
  /** Removes the folders and ends the shell. Call it after the programs have ended. */
  end(): Promise<void>;
}

/** Starts the shell that waits until this process dies. It runs as our own user, who made the folders. */
export function startRemover(): Remover {
  const shell = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const { stdin } = shell;
  const ended = new Promise((resolve) => {
    shell.once('exit', resolve);
    shell.once('error', resolve); // without a shell no program starts either, which is reported
  });
  stdin.on('error', () => undefined); // the shell was killed
  shell.unref();
  (stdin as unknown as { unref?: () => void }).unref?.(); // pipes have it, though not in the types
  const folders = new Set<string>();
  return {
    hold: stdin,
    add(folder) {
      folders.add(folder);
      stdin.write(`${folder}\n`);
    },
    async end() {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
      shell.ref();
      stdin.end();
      await ended;
    },
  };
}
