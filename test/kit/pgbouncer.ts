import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { query } from './cluster.ts';
import { waitUntil } from './wait-until.ts';

/** Any version on the machine. */
const program = 'pgbouncer';

/** A pooler in front of a server. */
export interface PgBouncer {
  /** Connects through the pooler to the database it was started for. */
  url: string;
  stop(): Promise<void>;
}

/** Returns why this machine cannot run it; null when it can. */
export async function findPgBouncerError(): Promise<string | null> {
  const answer = await promisify(execFile)(program, ['--version']).catch(() => null);
  return answer ? null : 'this machine lacks pgbouncer';
}

/** Starts it with this configuration, after replacing the documented port and paths. */
export async function startPgBouncer(configuration: string, url: string): Promise<PgBouncer> {
  const { port, username, password } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-pgbouncer-'));
  await chmod(folder, 0o755);
  const users = join(folder, 'userlist.txt');
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const own = await findFreePort();
  const settings = configuration
    .replace('port=5432', `port=${port}`)
    .replace('listen_port = 6432', `listen_port = ${own}\nunix_socket_dir =`)
    .replace(/^auth_file = .*$/m, `auth_file = ${users}`);
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, settings);
  // PgBouncer refuses to run as root.
  const account = process.getuid?.() === 0 ? ['--user=nobody'] : [];
  const child = spawn(program, [...account, file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const through = Object.assign(new URL(url), { port: String(own) }).href;
  await waitUntil('the pooler answers', async () =>
    query(through, 'select 1').then(
      () => true,
      () => false,
    ),
  );
  return {
    url: through,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
