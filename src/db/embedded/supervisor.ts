import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Account } from './account.ts';

/**
 * Runs a program until it ends, or until the other end of the shell's standard input is closed: by Node, or by the
 * kernel when Node dies, even by SIGKILL. Then it stops the program. Descriptor 3 is the hold of the remover:
 * the shell keeps it open as long as the program lives.
 *
 * Sends two signals. SIGINT is PostgreSQL's fast shutdown (end every session, write a checkpoint, exit), but a
 * shell starts its background jobs with SIGINT ignored, so one sent before PostgreSQL has set its handlers would
 * be lost. At that point SIGTERM ends it; later SIGTERM only waits for sessions to end. Both go to the whole
 * group ($$), since initdb has children; PostgreSQL's own children are in groups of their own.
 *
 * The shell ignores these signals, also from others: a signal to all processes of the service is meant for Node,
 * and Node still needs the database to finish its deliveries.
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

/** A program to supervise. */
export interface SupervisedCommand {
  command: string;
  args: readonly string[];
  account: Account | undefined;
  /** The hold of the remover whose folders the program uses. */
  hold: Writable;
  /** Added to the program's environment, which does not contain ours. */
  env?: Record<string, string>;
}

/** A program that cannot outlive this process. */
export interface SupervisedProcess {
  /** Resolves with the exit status when the program and all its children are gone. */
  ended: Promise<number>;
  /** Adds a listener for the lines that the program writes to standard error. */
  onLine: (listener: (line: string) => void) => void;
  /** Asks the program to end; `ended` resolves when it has. Idempotent. */
  stop: () => void;
  /** Stops the program from keeping this process alive. */
  unref: () => void;
}

/**
 * Starts a program under the supervisor, in its own session, so that Ctrl-C reaches only Node.
 *
 * @throws Error (by `ended`) when the shell cannot be started
 */
export function startSupervised(options: SupervisedCommand): SupervisedProcess {
  const child = spawnShell(options);
  const lines = createInterface({ input: child.stderr });
  // 'close', not 'exit': it also waits for the program's children, which hold the same pipe.
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined); // callers that await it get the error
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
    cwd: '/', // the account may not be allowed to enter our own
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...env },
    stdio: ['pipe', 'ignore', 'pipe', hold],
  });
  // The types know only three streams.
  return shell as ChildProcessByStdio<Writable, null, Readable>;
}

function unrefAll(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stderr]) {
    (pipe as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
