import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { scriptArguments } from './script-arguments.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Another Node process that runs an embedded PostgreSQL. */
export interface EmbeddedChild {
  node: ChildProcessWithoutNullStreams;
  /** Resolves with the URL of its server; rejects with its output if it ends first. */
  url: Promise<string>;
}

/**
 * Starts the process.
 *
 * @param identity the user to run as; the current user by default.
 */
export async function startEmbeddedChild(
  dataDir: string,
  options: { ephemeral?: boolean; identity?: { uid: number; gid: number } } = {},
): Promise<EmbeddedChild> {
  const script = await scriptArguments('test/kit/run-embedded-postgres.ts');
  const args = [...script, dataDir, ...(options.ephemeral ? ['ephemeral'] : [])];
  const node = spawn(process.execPath, args, { cwd: project, stdio: 'pipe', ...options.identity });
  return { node, url: readUrl(node) };
}

async function readUrl(node: ChildProcessWithoutNullStreams): Promise<string> {
  let errors = '';
  node.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const line = once(createInterface({ input: node.stdout }), 'line') as Promise<[string]>;
  const ended = once(node, 'close').then(() => {
    throw new Error(`The process ended before its server was ready: ${errors}`);
  });
  ended.catch(() => undefined); // an end after the first line is expected
  const [url] = await Promise.race([line, ended]);
  return url;
}

/** Command lines of all live processes that mention a folder (Linux only). */
export async function listProcessesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes(folder));
}
