import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../kit/wait-until.ts';

/** A request to a receiver. */
export interface RawRequest {
  /** Header names are lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** A running receiver from the document. */
export interface Program {
  /** Of a server; empty for a script. */
  url: string;
  /** Returns the response status. */
  post(path: string, request: RawRequest): Promise<number>;
  stop(): Promise<void>;
}

interface Runner {
  /** Programs to install. */
  needs: string;
  /** A command that succeeds if they are installed. */
  probe: readonly [string, ...string[]];
  file: string;
  command: (file: string) => string[];
  /** A server prints its port; a CGI script is started for each request. */
  kind: 'server' | 'cgi';
}

/** Enough of Rack to run a config.ru as a CGI script. */
const rack = `
def run(app)
  status, = app.call(ENV.to_h.merge("rack.input" => $stdin.binmode, "PATH_INFO" => ENV["REQUEST_URI"]))
  print "Status: #{status}\\r\\n\\r\\n"
end
load ARGV.fetch(0)`;

const node: Runner = {
  needs: 'node',
  probe: [process.execPath, '--version'],
  file: 'receiver.mjs',
  command: (file) => [process.execPath, file],
  kind: 'server',
};
const python: Runner = {
  needs: 'python3',
  probe: ['python3', '-c', 'import http.server'],
  file: 'receiver.py',
  command: (file) => ['python3', file],
  kind: 'server',
};
const ruby: Runner = {
  needs: 'ruby',
  probe: ['ruby', '-rjson', '-ropenssl', '-e', ''],
  file: 'config.ru',
  command: (file) => ['ruby', '-e', rack, file],
  kind: 'cgi',
};

/** Runners of the marked blocks. */
export const runners: Readonly<Record<string, Runner>> = {
  node,
  'node-library': node,
  python,
  'python-library': {
    ...python,
    needs: 'the package standardwebhooks for python3',
    probe: ['python3', '-c', 'import standardwebhooks'],
  },
  php: {
    needs: 'php',
    probe: ['php', '-r', 'exit(function_exists("hash_hmac") ? 0 : 1);'],
    file: 'receiver.php',
    command: (file) => ['php', '-S', '127.0.0.1:0', file],
    kind: 'server',
  },
  go: {
    needs: 'go',
    probe: ['go', 'version'],
    file: 'receiver.go',
    // Not `go run`, whose child would outlive it.
    command: (file) => ['sh', '-c', 'go build -o "$0.out" "$0" && exec "$0.out"', file],
    kind: 'server',
  },
  ruby,
  'ruby-library': {
    ...ruby,
    needs: 'the gem standardwebhooks for ruby',
    probe: ['ruby', '-rstandardwebhooks', '-e', ''],
  },
  java: {
    needs: 'java 11 with its compiler',
    probe: ['java', '--add-modules', 'jdk.compiler', '--source', '11', '--version'],
    file: 'Receiver.java',
    // With one compiler tier the JVM starts in half the time.
    command: (file) => ['java', '-XX:TieredStopAtLevel=1', file],
    kind: 'server',
  },
  perl: {
    needs: 'perl',
    probe: ['perl', '-MDigest::SHA', '-MMIME::Base64', '-e', '1'],
    file: 'receiver.pl',
    command: (file) => ['perl', file],
    kind: 'cgi',
  },
};

/** Whether this machine has what the runner needs. */
export function isInstalled({ probe: [command, ...parameters] }: Runner): boolean {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
}

/**
 * Starts a program of the document with these secrets, in its own folder.
 *
 * @throws Error with its output when it does not print its port.
 */
export async function startProgram(
  { file, command, kind }: Runner,
  code: string,
  secrets: readonly string[],
): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-integrators-'));
  const removeFolder = async () => rm(folder, { recursive: true });
  try {
    const path = join(folder, file);
    await writeFile(path, code);
    await symlink(packages, join(folder, 'node_modules'));
    const variables = [`STOCKAJ_SECRETS=${secrets.join(' ')}`, 'PORT=0'];
    const start = kind === 'server' ? startServer : startScript;
    const program = await start(command(path), variables);
    return { ...program, stop: async () => program.stop().finally(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Folder of the Node packages. */
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Ends the server when its input ends, so that it never outlives the test. */
const untilInputEnds = '"$@" & server=$!; read -r line; kill "$server"; wait "$server"';

async function startServer(command: string[], variables: string[]): Promise<Program> {
  const child = spawn('env', [...variables, 'sh', '-c', untilInputEnds, 'sh', ...command]);
  const output = collectOutput(child);
  const stop = async () => {
    child.stdin.end();
    await output.ended;
  };
  const address = () => /127\.0\.0\.1:\d+(?=\D)/.exec(output.text())?.[0];
  try {
    await waitUntil('the program listens', () => address() !== undefined);
  } catch (cause) {
    await stop();
    throw new Error(`The program does not listen: ${output.text()}`, { cause });
  }
  return {
    url: `http://${address()}`,
    stop,
    async post(path, { headers, body }) {
      const response = await fetch(`http://${address()}${path}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      return response.status;
    },
  };
}

async function startScript(command: string[], variables: string[]): Promise<Program> {
  return {
    url: '',
    stop: async () => undefined,
    async post(path, { headers, body }) {
      const meta = [`REQUEST_METHOD=POST`, `REQUEST_URI=${path}`, `CONTENT_LENGTH=${body.length}`];
      for (const [name, value] of Object.entries(headers)) {
        meta.push(`HTTP_${name.toUpperCase().replaceAll('-', '_')}=${value}`);
      }
      const child = spawn('env', [...variables, ...meta, ...command]);
      const output = collectOutput(child);
      child.stdin.on('error', () => undefined); // the script may ignore the body
      child.stdin.end(body);
      await output.ended;
      const status = /^Status: (\d+)/m.exec(output.text())?.[1];
      if (!status) throw new Error(`The program does not answer: ${output.text()}`);
      return Number(status);
    },
  };
}

function collectOutput(child: ChildProcessWithoutNullStreams) {
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { text: () => text, ended: once(child, 'close') };
}

/** Runs a shell script of the document to its end. @returns what it prints */
export async function runScript(script: string, url: string, secret: string): Promise<string> {
  const child = spawn('env', [`STOCKAJ_SECRETS=${secret}`, 'sh', '-c', script, 'try.sh', url]);
  const output = collectOutput(child);
  await output.ended;
  return output.text();
}
