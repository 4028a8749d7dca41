import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./run-node.ts', import.meta.url));
const project = fileURLToPath(new URL('../..', import.meta.url));

/** A whole node in a process of its own. */
export interface ChildNode {
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a node on the database; resolves when it runs.
 *
 * @throws Error with what it wrote when it ends before.
 */
export async function startChildNode(
  databaseUrl: string,
  env: Record<string, string>,
): Promise<ChildNode> {
  const args = ['--import', 'tsx', script, databaseUrl, JSON.stringify(env)];
  const node = spawn(process.execPath, args, { cwd: project, stdio: 'pipe' });
  let faults = '';
  node.stderr.setEncoding('utf8').on('data', (text: string) => (faults += text));
  const closed = once(node, 'close');
  const ended = closed.then(() => {
    throw new Error(`The node ended before it was ready: ${faults}`);
  });
  ended.catch(() => undefined); // its end after it was ready is what tests want
  await Promise.race([once(createInterface({ input: node.stdout }), 'line'), ended]);
  return {
    async kill() {
      node.kill('SIGKILL');
      await closed;
    },
  };
}
