import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../src/db/embedded-postgres.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../../kit/database-proxy.ts';
import { waitUntil } from '../../../kit/wait-until.ts';
import { findMountError, mountSmallDisk, type SmallDisk } from './small-disk.ts';

/** A server that a test may kill, with an empty database `node` owned by the ordinary role `node`. */
export interface PrivatePostgres {
  /** URL of the database `node`; constant over restarts. */
  url: string;
  /** The disk of its tables; null where the machine cannot mount one. */
  disk: SmallDisk | null;
  /** Runs these statements in order as superuser. */
  execute(...statements: string[]): Promise<void>;
  /** Ends the node's sessions. */
  cut(): void;
  /** Kills the postmaster like the out-of-memory killer; resolves when it has exited. */
  kill(): Promise<void>;
  /** Restarts it, perhaps on another port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing needs to survive a power cut, and the tables must fit on a small disk. */
const settings = { fsync: 'off' };

/** Unique per run: the port of a killed server may be reused before the restart. */
const password = randomUUID();

/** Creates and starts a cluster. */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stockaj-failures-'));
  await chmod(dataDir, 0o755);
  const cluster = join(dataDir, 'postgres');
  let hasEnded = false;
  const start = () =>
    startEmbeddedPostgres({ dataDir, settings, onUnexpectedEnd: () => (hasEnded = true) });
  let server = await start();
  const disk = (await findMountError()) === null ? await mountSmallDisk(await stat(cluster)) : null;
  await createNodeDatabase(server, disk);
  const proxy = await startDatabaseProxy(nodeUrl(server));
  return {
    url: proxy.url,
    disk,
    execute: (...statements) => runAsSuperuser(server, statements),
    cut: proxy.cut,
    async kill() {
      const pid = Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8'), 10);
      hasEnded = false;
      process.kill(pid, 'SIGKILL');
      await waitUntil('PostgreSQL has ended', () => hasEnded);
    },
    async restart() {
      server = await start();
      proxy.redirect(nodeUrl(server));
    },
    stop: () => stopAll(server, proxy, disk, dataDir),
  };
}

async function createNodeDatabase(server: EmbeddedPostgres, disk: SmallDisk | null): Promise<void> {
  await runAsSuperuser(server, [
    `create role node login password '${password}'`,
    ...(disk ? [`create tablespace small location '${disk.folder}'`] : []),
    `create database node owner node ${disk ? 'tablespace small' : ''}`,
  ]);
}

function nodeUrl(server: EmbeddedPostgres): string {
  const url = new URL(server.url);
  return Object.assign(url, { username: 'node', password, pathname: '/node' }).href;
}

async function runAsSuperuser(
  { url }: EmbeddedPostgres,
  statements: readonly string[],
): Promise<void> {
  const options = '-c default_transaction_read_only=off'; // this session sets the others to read-only
  const client = new Client({ connectionString: url, options });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function stopAll(
  server: EmbeddedPostgres,
  proxy: DatabaseProxy,
  disk: SmallDisk | null,
  dataDir: string,
): Promise<void> {
  await proxy.stop();
  await server.stop();
  await disk?.unmount();
  await rm(dataDir, { recursive: true, force: true });
}
