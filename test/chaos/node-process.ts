import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeOfRun, NodeReport } from './journal.ts';
import type { DeathOrder } from './node/die-at-point.ts';
import type { Answer, NodeSetup, Order, ProcessSetup } from './node/setup.ts';

/** A node process, seen from its parent. */
export interface NodeProcess {
  name: string;
  /** URL of its API; null when it has none or is not ready. */
  url: string | null;
  /** Resolves with true when it is ready, with false if it ended first, for example without a database. */
  start(setup: NodeSetup): Promise<boolean>;
  signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Sets the point at which it kills itself. */
  dieAt(order: DeathOrder): void;
  /** Makes it publish its own events from now on. */
  publish(): void;
  /** Resolves when it has stopped publishing. */
  quieten(): Promise<void>;
  /** Resolves at its exit with the exit code, null after a signal. */
  ended: Promise<number | null>;
  /** Returns its reports; call it after the exit. */
  read(): NodeOfRun;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Creates a process that loads its code and waits for `start`.
 *
 * @param script the result of `bundleNode`
 * @param folder for its output
 */
export function createNodeProcess(script: string, folder: string, name: string): NodeProcess {
  const reportPath = join(folder, `${name}.reports`);
  const outputPath = join(folder, `${name}.output`);
  const child = forkNode(script, { name, reportPath }, outputPath);
  const signals = new Set<string>();
  let url: string | null = null;
  let roles = '';
  let endedAt = 0;
  const ended = once(child, 'exit').then(([code]) => {
    endedAt = Date.now();
    url = null;
    return code as number | null;
  });

  function order(message: Order): void {
    if (child.connected) child.send(message, () => undefined); // it may be exiting
  }

  /** Null if it ends first. */
  async function answer(): Promise<Answer | null> {
    const message = once(child, 'message').then(([answer]) => answer as Answer);
    return Promise.race([message, ended.then(() => null)]);
  }

  return {
    name,
    get url() {
      return url;
    },
    async start(setup) {
      roles = setup.env['ROLES'] ?? '';
      order({ kind: 'start', setup });
      const first = await answer();
      if (first?.kind === 'ready') url = first.url;
      return first !== null;
    },
    signal(signal) {
      signals.add(signal);
      child.kill(signal);
    },
    dieAt(at) {
      signals.add('SIGKILL');
      order({ kind: 'die', at });
    },
    publish: () => order({ kind: 'publish' }),
    async quieten() {
      order({ kind: 'publish no more' });
      await answer();
    },
    ended,
    read: () => ({
      name,
      roles,
      end: describeEnd(signals),
      endedAt,
      reports: readReports(reportPath),
      output: readFileSync(outputPath, 'utf8'),
    }),
  };
}

function forkNode(script: string, setup: ProcessSetup, outputPath: string): ChildProcess {
  const output = openSync(outputPath, 'a');
  const child = fork(script, [JSON.stringify(setup)], {
    cwd: project,
    execArgv: [],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  return child;
}

function describeEnd(signals: ReadonlySet<string>): NodeOfRun['end'] {
  if (signals.has('SIGKILL')) return 'killed';
  return signals.has('SIGTERM') ? 'stopped in order' : 'ended by itself';
}

/** The last line may be incomplete if the process was killed while writing. */
function readReports(path: string): NodeReport[] {
  if (!existsSync(path)) return []; // it ended before it could write
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as NodeReport);
}
