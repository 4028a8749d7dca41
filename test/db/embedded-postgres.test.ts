import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/db/embedded-postgres.ts';
import { readAccount } from '../../src/db/embedded/account.ts';
import { listProcessesOf, startEmbeddedChild, type EmbeddedChild } from '../kit/embedded-child.ts';
import { waitUntil } from '../kit/wait-until.ts';

let dataDir: string;
let servers: EmbeddedPostgres[];
let children: EmbeddedChild[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stockaj-embedded-'));
  await chmod(dataDir, 0o755);
  servers = [];
  children = [];
});

afterEach(async () => {
  for (const { node } of children) node.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  await waitUntil('no process is left', async () => (await listProcessesOf(dataDir)).length === 0);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  servers.push(server);
  return server;
}

async function startChild(
  options?: Parameters<typeof startEmbeddedChild>[1],
): Promise<EmbeddedChild> {
  const child = await startEmbeddedChild(dataDir, options);
  children.push(child);
  return child;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // killing the server ends the session
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

function copyCluster(from: string, to: string): void {
  execFileSync('cp', ['-a', join(from, 'postgres'), to]); // the owner stays the same
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

describe('an ephemeral server', () => {
  test('responds to queries after a cold start, with its own Unicode rules', async () => {
    const { url } = await start({ ephemeral: true });
    expect(await query(url, `select upper('élan')`)).toEqual(['ÉLAN']);
    expect(await query(url, 'show server_encoding')).toEqual(['UTF8']);
  });

  test('leaves no process and no folder when it stops, even if stopped twice', async () => {
    const server = await start({ ephemeral: true });
    expect(await listProcessesOf(dataDir)).not.toEqual([]);
    await Promise.all([server.stop(), server.stop()]);
    expect(await listProcessesOf(dataDir)).toEqual([]);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('stops while a session is open', async () => {
    const server = await start({ ephemeral: true });
    const client = new Client({ connectionString: server.url });
    const broken = once(client, 'error');
    client.on('error', () => undefined); // emitted more than once
    await client.connect();
    await server.stop();
    await broken;
    expect(await listProcessesOf(dataDir)).toEqual([]);
  });

  test('refuses a folder that is not empty, and leaves it alone', async () => {
    await writeFile(join(dataDir, 'letters.txt'), 'precious');
    await expect(start({ ephemeral: true })).rejects.toThrow('is not empty');
    expect(await readdir(dataDir)).toEqual(['letters.txt']);
  });

  test('stops and removes its folder when Node is killed with SIGKILL', async () => {
    const child = await startChild({ ephemeral: true });
    await query(await child.url, 'select 1');
    child.node.kill('SIGKILL');
    await waitUntil(
      'PostgreSQL is gone',
      async () => (await listProcessesOf(dataDir)).length === 0,
    );
    await waitUntil('the folder is gone', () => !existsSync(dataDir));
  });

  test('leaves no process and no folder when Node is killed while the cluster is made', async () => {
    const child = await startChild({ ephemeral: true });
    child.url.catch(() => undefined);
    await waitUntil('initdb runs', async () =>
      (await listProcessesOf(dataDir)).some((command) => command.includes('--pgdata')),
    );
    child.node.kill('SIGKILL');
    await waitUntil('initdb is gone', async () => (await listProcessesOf(dataDir)).length === 0);
    await waitUntil('the folder is gone', () => !existsSync(dataDir));
  });

  test('says why it does not start, and leaves no process and no folder', async () => {
    const failed = start({ ephemeral: true, settings: { max_connections: 'many' } });
    await expect(failed).rejects.toThrow(/did not start .*invalid value .*"max_connections"/);
    expect(await listProcessesOf(dataDir)).toEqual([]);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('listens on the loopback address only and requires the password', async () => {
    const { url } = await start({ ephemeral: true });
    expect(await query(url, 'show listen_addresses')).toEqual(['127.0.0.1']);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });
});

describe('a persistent server', () => {
  let made: string;

  // Making a cluster takes a second of CPU time: make one, and copy it for each test.
  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'stockaj-embedded-'));
    await chmod(made, 0o755);
    await (await startEmbeddedPostgres({ dataDir: made })).stop();
  });

  beforeEach(() => copyCluster(made, dataDir));

  afterAll(() => rm(made, { recursive: true, force: true }));

  test('keeps its data and password across a restart, and waits for the disk', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([42]);
    expect(await query(second.url, 'show fsync')).toEqual(['on']);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  test('keeps its password in a file that only its owner can read', async () => {
    const { url } = await start();
    const file = join(dataDir, 'postgres', 'stockaj-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(new URL(url).password);
  });

  test('starts again at once after Node was killed with SIGKILL', async () => {
    const child = await startChild();
    await query(await child.url, 'create table kept as select 42 as answer');
    child.node.kill('SIGKILL');
    const { url } = await start();
    expect(await query(url, 'select answer from kept')).toEqual([42]);
  });

  test('recovers all commits after PostgreSQL was killed, and reports its end', async () => {
    const lines: string[] = [];
    const first = await start({ log: (line) => lines.push(line) });
    await query(first.url, 'create table kept as select 42 as answer');
    process.kill(await postmasterPid(), 'SIGKILL');
    await waitUntil('its end is told', () =>
      lines.some((line) => line.includes('ended by itself')),
    );
    const { url } = await start();
    expect(await query(url, 'select answer from kept')).toEqual([42]);
  });

  test('starts despite a stale postmaster.pid whose pid another process has', async () => {
    const first = await start();
    const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
    const text = await readFile(lockFile, 'utf8');
    await first.stop();
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    const stranger = spawn('/bin/sh', ['-c', 'read -r line'], { uid, gid, cwd: '/' });
    try {
      await writeFile(lockFile, text.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
      await chown(lockFile, uid, gid);
      const { url } = await start();
      expect(await query(url, 'select 1')).toEqual([1]);
    } finally {
      stranger.stdin.end();
    }
  });

  test('refuses a cluster of another version and changes nothing', async () => {
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    const before = await readdir(join(dataDir, 'postgres'));
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17; this version runs .* 18/);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(before);
  });

  test('refuses a folder that is not a cluster', async () => {
    await rm(join(dataDir, 'postgres', 'PG_VERSION'));
    await expect(start()).rejects.toThrow('is not a PostgreSQL cluster');
  });

  test('cannot be started a second time on the same folder while it runs', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(/is in use: a PostgreSQL server runs on it \(pid \d+/);
    expect(await query(url, 'select 1')).toEqual([1]);
  });

  test('uses another port when the usual one is taken', async () => {
    const other = await mkdtemp(join(tmpdir(), 'stockaj-embedded-'));
    copyCluster(made, other);
    try {
      const [first, second] = [await start(), await start({ dataDir: other })];
      expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
      expect(await query(second.url, 'select 1')).toEqual([1]);
      await second.stop();
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });
});

describe('a new data folder', () => {
  test('gets one server when two start on it at the same time', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map((outcome) => String(outcome.reason))).toEqual([
      expect.stringContaining('is in use'),
    ]);
    expect(await query(servers[0]!.url, 'select 1')).toEqual([1]);
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });
});

if (process.getuid?.() === 0) {
  const nobody = readAccount(await readFile('/etc/passwd', 'utf8'), 'nobody');

  describe('as root', () => {
    test('the server runs as another user, who owns the cluster', async () => {
      await start();
      expect((await stat(`/proc/${await postmasterPid()}`)).uid).not.toBe(0);
      expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
    });

    test('a data folder closed to others lets the server pass through, and nothing more', async () => {
      await chmod(dataDir, 0o700);
      const { url } = await start();
      expect(await query(url, 'select 1')).toEqual([1]);
      expect((await stat(dataDir)).mode & 0o777).toBe(0o701);
    });

    test('an ephemeral cluster is made elsewhere when a parent folder is closed to others', async () => {
      await chmod(dataDir, 0o700);
      const inner = join(dataDir, 'inner');
      const lines: string[] = [];
      const options = { dataDir: inner, ephemeral: true, log: (line: string) => lines.push(line) };
      const server = await start(options);
      expect(await query(server.url, 'select 1')).toEqual([1]);
      const elsewhere = /the cluster is in (\S+)/.exec(lines.join('\n'))?.[1] ?? '';
      expect(existsSync(elsewhere)).toBe(true);
      await server.stop();
      expect([existsSync(elsewhere), existsSync(inner)]).toEqual([false, false]);
    });

    if (nobody && canRunNode(nobody)) {
      test('an unprivileged user can start, and root can continue with the cluster', async () => {
        await chmod(dataDir, 0o777);
        const child = await startChild({ identity: nobody });
        await query(await child.url, 'create table kept as select 42 as answer');
        expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody.uid);
        child.node.stdin.end();
        await once(child.node, 'close');
        const { url } = await start();
        expect(await query(url, 'select answer from kept')).toEqual([42]);
      });

      test.each([
        ['a folder in it', () => join(dataDir, 'data')],
        ['it', () => dataDir],
      ])(
        'a folder that the user may not write to is named, as is DATA_DIR: %s',
        async (_, path) => {
          await chmod(dataDir, 0o755);
          const child = await startEmbeddedChild(path(), { identity: nobody });
          children.push(child);
          await expect(child.url).rejects.toThrow(
            `${path()} cannot be written to (EACCES): set DATA_DIR to a folder`,
          );
        },
      );

      test("an unprivileged user cannot start another user's cluster", async () => {
        await (await start()).stop();
        const strange = { uid: nobody.uid - 1, gid: nobody.gid };
        const child = await startChild({ identity: strange });
        await expect(child.url).rejects.toThrow(/belongs to the user with uid \d+/);
      });
    }
  });
}

/** False when the project is in root's home. */
function canRunNode(identity: { uid: number; gid: number }): boolean {
  try {
    execFileSync(process.execPath, ['--version'], { ...identity, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
