import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { plainArguments, scriptArguments } from './script-arguments.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const script = 'src/main.ts';

/** The service in its own process. */
export interface MainProcess {
  child: ChildProcess;
  /** Its output so far. */
  output: { stdout: string; stderr: string };
  /** Resolves with the API's URL; rejects with its errors if it ends first. */
  ready: Promise<URL>;
  /** Resolves with the exit code or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts the service with exactly this environment and these arguments. The caller must end it. */
export async function startMainProcess(
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<MainProcess> {
  return startProcess([...(await scriptArguments(script)), ...args], env);
}

/** Like `startMainProcess`, but as `npm start` does. */
export function startFromSources(env: NodeJS.ProcessEnv): MainProcess {
  return startProcess(plainArguments(script), env);
}

function startProcess(args: readonly string[], env: NodeJS.ProcessEnv): MainProcess {
  const child = spawn(process.execPath, args, { cwd: root, env });
  const output = { stdout: '', stderr: '' };
  const ready = Promise.withResolvers<URL>();
  ready.promise.catch(() => undefined); // some tests do not await it
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
