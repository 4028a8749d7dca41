import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeOfRun, NodeReport } from './journal.ts';
import type { DeathOrder } from './node/die-at-point.ts';
import type { Answer, NodeSetup, Order, ProcessSetup } from './node/setup.ts';

/** A node as its parent sees it. */
export interface NodeProcess {
  name: string;
  /** Of its API; null when it has none, or does not run. */
  url: string | null;
  /** Resolves with true when it runs, with false when it ended before, as it does without a database. */
  start(setup: NodeSetup): Promise<boolean>;
  signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Where to end by itself. */
  dieAt(order: DeathOrder): void;
  /** From now on it publishes events of its own. */
  publish(): void;
  /** Resolves when it publishes no more. */
  quieten(): Promise<void>;
  /** Resolves with the exit code, null after a signal, when the process is gone. */
  ended: Promise<number | null>;
  /** What it left behind; ask when it is gone. */
  read(): NodeOfRun;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Makes a process that loads its code and waits for `start`.
 *
 * @param script what `bundleNode` made
 * @param folder where it writes
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
    if (child.connected) child.send(message, () => undefined); // it may be about to end
  }

  /** Null when it ends before. */
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

/** The last line may be cut: its process was killed while it wrote. */
function readReports(path: string): NodeReport[] {
  if (!existsSync(path)) return []; // it ended before it could write
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as NodeReport);
}
