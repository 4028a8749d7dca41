import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { rm } from 'node:fs/promises';

/**
 * Reads folders, one a line, until nobody has the other end of its input open: neither Node nor a program that
 * was started with it. The kernel closes that end for whoever dies, SIGKILL included. Then the folders are
 * removed. The last children of initdb may still write when it has ended: hence the second rm.
 *
 * Signals are ignored: whoever signals all processes of the service means Node.
 */
const script = `
trap '' HUP INT TERM
set --
while IFS= read -r folder; do set -- "$@" "$folder"; done
[ $# -eq 0 ] || rm -rf -- "$@" || { sleep 0.2; rm -rf -- "$@"; }
`;

/** Folders that must not outlive this process, however it ends. */
export interface Remover {
  /** Call it as soon as the folder exists. Nothing happens when it is gone at the end. */
  add(folder: string): void;
  /** For the programs that use the folders: while one of them lives, nothing is removed behind its back. */
  hold: Writable;
  /** Removes the folders now. Call it when the programs have ended. */
  end(): Promise<void>;
}

/** Starts the shell that waits for our death, as our own user, who made the folders. */
export function startRemover(): Remover {
  const shell = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const { stdin } = shell;
  shell.on('error', () => undefined); // without a shell no program starts either, and that is told
  stdin.on('error', () => undefined); // somebody has killed it
  shell.unref();
  (stdin as unknown as { unref?: () => void }).unref?.(); // a pipe has it, which the types do not say
  const folders = new Set<string>();
  return {
    hold: stdin,
    add(folder) {
      folders.add(folder);
      stdin.write(`${folder}\n`);
    },
    async end() {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
      stdin.end();
    },
  };
}
