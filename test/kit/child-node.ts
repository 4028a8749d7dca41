import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { scriptArguments } from './script-arguments.ts';
import { waitUntil } from './wait-until.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** A complete node in its own process. */
export interface ChildNode {
  /** Its output: warnings and errors, one JSON line each. */
  lines: readonly string[];
  /** The URL of its API. */
  url: string;
  /** Freezes the process (SIGSTOP); the returned function continues it. */
  freeze(): Promise<() => void>;
  /** Blocks its event loop until the returned function is called. */
  keepBusy(): Promise<() => void>;
  /** Ends it like a power cut; resolves when it has exited. */
  kill(): Promise<void>;
}

/**
 * Starts a node on the database; resolves when it is ready.
 *
 * @throws Error with its output when it ends before that.
 */
export async function startChildNode(
  databaseUrl: string,
  env: Record<string, string>,
): Promise<ChildNode> {
  const script = await scriptArguments('test/kit/run-node.ts');
  const args = [...script, databaseUrl, JSON.stringify(env)];
  const node = spawn(process.execPath, args, { cwd: project, stdio: 'pipe' });
  let errors = '';
  node.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const lines: string[] = [];
  const output = createInterface({ input: node.stdout }).on('line', (line) => lines.push(line));
  const closed = once(node, 'close');
  const ended = closed.then(() => {
    throw new Error(`The node ended before it was ready: ${errors}`);
  });
  ended.catch(() => undefined); // an end after it was ready is expected
  while (!lines.includes('ready')) await Promise.race([once(output, 'line'), ended]);
  return {
    lines,
    url: lines.find((line) => line.startsWith('url '))?.slice(4) ?? '',
    freeze() {
      node.kill('SIGSTOP');
      return Promise.resolve(() => void node.kill('SIGCONT'));
    },
    async keepBusy() {
      const task = mkdtempSync(join(tmpdir(), 'stockaj-busy-'));
      node.stdin.write(`${task}\n`);
      await waitUntil('the node is busy', () => lines.includes('busy'));
      return () => rmSync(task, { recursive: true });
    },
    async kill() {
      node.kill('SIGKILL');
      await closed;
    },
  };
}
