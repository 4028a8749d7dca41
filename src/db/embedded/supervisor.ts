import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Account } from './account.ts';

/**
 * Runs a program ($2 and on) until it ends, or until the other end of our standard input is gone:
 * closed by Node, or by the kernel when Node has died, SIGKILL included. Then the program is stopped
 * and, when it has exited, the folders in $1 (one a line) are removed.
 *
 * Two signals: SIGINT is PostgreSQL's fast shutdown (end every session, write a checkpoint, exit),
 * but a shell starts its background jobs with SIGINT ignored, so one that comes before PostgreSQL
 * has set its handlers would be lost. SIGTERM ends it at that point, and only asks politely later.
 *
 * They go to the whole group ($$), for initdb has children; PostgreSQL's own are in groups of their
 * own, and the last of initdb's may still write when it has ended: hence the second rm.
 *
 * The watcher answers whether it was the end of the input (status 0): USR1 ends it only while it
 * reads, so that a program which ends between the two signals counts as stopped.
 *
 * This shell ignores signals, those as well as others': whoever signals all processes of the service
 * means Node, and Node still needs the database to finish what it holds.
 */
const script = `
remove=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
exec 2>/dev/null
trap '' HUP INT TERM
( read -r _ <&3; trap '' USR1; kill -TERM -$$; kill -INT -$$; exit 0 ) &
watcher=$!
wait $program
status=$?
kill -USR1 $watcher
if wait $watcher; then
  printf '%s\\n' "$remove" | while read -r folder; do
    [ -z "$folder" ] || rm -rf -- "$folder" || { sleep 0.2; rm -rf -- "$folder"; }
  done
fi
exit $status
`;

/** What a supervised program needs. */
export interface SupervisedCommand {
  command: string;
  args: readonly string[];
  account: Account | undefined;
  /** Folders of the account that go when the program was stopped by us or by our death. */
  removeAtStop: readonly string[];
  /** Added to the program's environment, which has nothing of ours. */
  env?: Record<string, string>;
}

/** A program that cannot outlive this process. */
export interface SupervisedProcess {
  /** Resolves with the exit status when the program and all its children are gone. */
  readonly ended: Promise<number>;
  /** Told of every line that the program writes to its standard error. */
  readonly onLine: (listener: (line: string) => void) => void;
  /** Asks the program to end; idempotent. `ended` says when it has. */
  readonly stop: () => void;
  /** From now on the program does not keep this process alive. */
  readonly unref: () => void;
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

function spawnShell({ command, args, account, removeAtStop, env }: SupervisedCommand) {
  return spawn('/bin/sh', ['-c', script, 'sh', removeAtStop.join('\n'), command, ...args], {
    ...account,
    cwd: '/', // the account may not be allowed where we are
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

function unrefAll(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stderr]) {
    (pipe as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
