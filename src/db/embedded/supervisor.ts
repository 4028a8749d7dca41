import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Account } from './account.ts';

/**
 * Runs a program until it ends, or until the other end of our standard input is gone: closed by Node, or by
 * the kernel when Node has died, SIGKILL included. Then the program is stopped. Descriptor 3 is the hold of
 * the remover: this shell has it open for as long as the program lives.
 *
 * Two signals: SIGINT is PostgreSQL's fast shutdown (end every session, write a checkpoint, exit),
 * but a shell starts its background jobs with SIGINT ignored, so one that comes before PostgreSQL
 * has set its handlers would be lost. SIGTERM ends it at that point, and only asks politely later.
 * They go to the whole group ($$), for initdb has children; PostgreSQL's own are in groups of their own.
 *
 * This shell ignores signals, those as well as others': whoever signals all processes of the service
 * means Node, and Node still needs the database to finish what it holds.
 */
const script = `
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
program=$!
exec 2>/dev/null
trap '' HUP INT TERM
( exec 3>&-; read -r _ <&4; kill -TERM -$$; kill -INT -$$ ) &
watcher=$!
wait $program
status=$?
kill -KILL $watcher
exit $status
`;

/** What a supervised program needs. */
export interface SupervisedCommand {
  command: string;
  args: readonly string[];
  account: Account | undefined;
  /** Of the remover of the folders that the program uses. */
  hold: Writable;
  /** Added to the program's environment, which has nothing of ours. */
  env?: Record<string, string>;
}

/** A program that cannot outlive this process. */
export interface SupervisedProcess {
  /** Resolves with the exit status when the program and all its children are gone. */
  ended: Promise<number>;
  /** Told of every line that the program writes to its standard error. */
  onLine: (listener: (line: string) => void) => void;
  /** Asks the program to end; idempotent. `ended` says when it has. */
  stop: () => void;
  /** From now on the program does not keep this process alive. */
  unref: () => void;
}

/**
 * Starts a program under the supervisor, in a session of its own: Ctrl-C reaches Node alone.
 *
 * @throws Error (by `ended`) when the shell cannot be started.
 */
export function startSupervised(options: SupervisedCommand): SupervisedProcess {
  const child = spawnShell(options);
  const lines = createInterface({ input: child.stderr });
  // 'close', not 'exit': it also waits for the children of the program, which hold the same pipe.
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined); // whoever awaits it hears of it
  child.stdin.on('error', () => undefined); // the shell may be gone before we close its input
  return {
    ended,
    onLine: (listener) => void lines.on('line', listener),
    stop: () => {
      child.ref();
      child.stdin.destroy();
    },
    unref: () => unrefAll(child),
  };
}

function spawnShell({ command, args, account, hold, env }: SupervisedCommand) {
  const shell: ChildProcess = spawn('/bin/sh', ['-c', script, 'sh', command, ...args], {
    ...account,
    cwd: '/', // the account may not be allowed where we are
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...env },
    stdio: ['pipe', 'ignore', 'pipe', hold],
  });
  // The types know three streams at most.
  return shell as ChildProcessByStdio<Writable, null, Readable>;
}

function unrefAll(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stderr]) {
    (pipe as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
