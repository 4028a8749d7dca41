import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './kit/database.ts';
import { startFromSources, startMainProcess, type MainProcess } from './kit/main-process.ts';
import { waitUntil } from './kit/wait-until.ts';

const file = fileURLToPath(import.meta.url);
const children: ChildProcess[] = [];

/** Starts the service with this environment and no other; it ends with the file. */
async function start(env: NodeJS.ProcessEnv): Promise<MainProcess> {
  const node = await startMainProcess(env);
  children.push(node.child);
  return node;
}

const keys = {
  AUTH_JWT_SECRET: 'a secret of the tests that is long enough',
  SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
};

let database: TestDatabase;
/** A server that accepts connections and never responds, and a node that waits for it. */
let silent: Server;
let patient: MainProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  silent = createServer((socket) => socket.resume()); // it must read, or it would not notice the end
  patient = await startReady({ DATABASE_URL: createUrl('127.0.0.1', await listen(silent)) });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  silent.close();
  await database.drop();
});

function createReadyEnv(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PORT: '0', DRAIN_SECONDS: '0', DATABASE_URL: database.url, ...keys, ...env };
}

async function startReady(env: NodeJS.ProcessEnv = {}): Promise<MainProcess> {
  return start(createReadyEnv(env));
}

function createUrl(host: string, port: number): string {
  return `postgres://somebody:a-password@${host}:${port}/db`;
}

async function listen(server: Server): Promise<number> {
  server.listen(0);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Returns the message of a process that fails to start: one sentence without a stack. */
async function expectRefusal(node: MainProcess): Promise<string> {
  expect(await node.ended).toBe(1);
  expect(node.output.stderr).not.toMatch(/^\s+at |node:internal|\.ts:\d/m);
  expect(node.output.stdout).not.toContain('"ready"');
  return node.output.stderr;
}

describe('a node that cannot start', () => {
  test('names every error of its configuration, and exits with 1', async () => {
    const env = { PORT: 'x', DATABASE_URL: 'mysql://here', RETRY_SCHEDULE: '5', ...keys };
    const lines = (await expectRefusal(await start(env))).trimEnd().split('\n');
    expect(lines[0]).toBe('The configuration has 3 errors:');
    expect(lines.slice(1).map((line) => line.trim().split(':')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'RETRY_SCHEDULE',
    ]);
  });

  test('says that PostgreSQL cannot be reached', async () => {
    const closedPort = 1; // nothing else is given it, unlike a port that was free before
    const message = await expectRefusal(
      await startReady({ DATABASE_URL: createUrl('localhost', closedPort) }),
    );
    expect(message).toMatch(/^Cannot start: No connection to PostgreSQL: .*ECONNREFUSED/);
    expect(message).not.toContain('a-password');
  });

  test('gives up on a server that accepts the connection and never responds', async () => {
    const message = await expectRefusal(patient);
    expect(message).toMatch(/^Cannot start: No connection to PostgreSQL: .*timeout/);
  });

  test('says that its database does not exist', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    const message = await expectRefusal(await startReady({ DATABASE_URL: url.href }));
    expect(message).toMatch(/^Cannot start: No connection to PostgreSQL: .*no_such_database/);
  });

  test('names DATA_DIR when nothing can be written there', async () => {
    const dataDir = join(file, 'data'); // a file cannot contain a folder, even for root
    const message = await expectRefusal(await start({ PORT: '0', DATA_DIR: dataDir }));
    expect(message).toBe(
      `Cannot start: ${dataDir} cannot be written to (ENOTDIR): set DATA_DIR to a folder that this user may write to.\n`,
    );
  });

  test('says that workers are started by the service alone', async () => {
    const worker = await startMainProcess(createReadyEnv(), ['worker']);
    children.push(worker.child);
    expect(await expectRefusal(worker)).toBe(
      'Cannot start: only the service itself starts workers; set WORKERS.\n',
    );
  });

  test('says that its port is taken', async () => {
    const other = createServer();
    const port = await listen(other);
    const message = await expectRefusal(await startReady({ PORT: String(port) }));
    expect(message).toBe(
      `Cannot start: Port ${port} is taken by another process; choose another with PORT.\n`,
    );
    other.close();
  });
});

describe('a node that runs', () => {
  test('reports that it is alive and ready, and ends with 0 on SIGTERM', async () => {
    const node = startFromSources(createReadyEnv());
    children.push(node.child);
    const url = await node.ready;
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(new URL(path, url));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ status: 'ok' });
    }
    node.child.kill('SIGTERM');
    expect(await node.ended).toBe(0);
    expect(node.output.stderr).toBe('');
  });

  test('ends at once on a second signal, even with a request in flight', async () => {
    const node = await startReady();
    const url = await node.ready;
    // A request that never ends delays the orderly stop.
    const unfinished = connect(Number(url.port), 'localhost');
    unfinished.on('error', () => undefined);
    unfinished.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n');
    unfinished.write('Content-Type: application/json\r\n\r\n{');
    await once(unfinished, 'connect');
    node.child.kill('SIGINT');
    await waitUntil('the node takes no more', () =>
      fetch(new URL('/healthz', url)).then(
        () => false,
        () => true,
      ),
    );
    node.child.kill('SIGTERM');
    expect(await node.ended).toBe(1);
    unfinished.destroy();
  });
});
