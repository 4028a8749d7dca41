import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The service in a process of its own, as an operator sees it. */
export interface MainProcess {
  child: ChildProcess;
  /** What it has written so far. */
  output: { stdout: string; stderr: string };
  /** Resolves with the URL of the API; rejects with what it said when it ends before. */
  ready: Promise<URL>;
  /** Resolves with the exit code, or with the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `src/main.ts` with this environment and no other. Whoever starts it ends it. */
export function startMainProcess(env: NodeJS.ProcessEnv): MainProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: root, env });
  const output = { stdout: '', stderr: '' };
  const ready = Promise.withResolvers<URL>();
  ready.promise.catch(() => undefined); // not every test waits for it
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
    const line = output.stdout.split('\n').find((it) => it.endsWith('"msg":"ready"}'));
    if (line) ready.resolve(new URL((JSON.parse(line) as { url: string }).url));
  });
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => {
    ready.reject(new Error(output.stderr));
    return (code ?? signal) as number | NodeJS.Signals | null;
  });
  return { child, output, ready: ready.promise, ended };
}
