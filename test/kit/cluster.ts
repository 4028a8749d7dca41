import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { chooseFastFolder } from './choose-fast-folder.ts';

const run = promisify(execFile);

/** One test's own PostgreSQL server; its files survive a stop. */
export interface Cluster {
  /** Creates an empty database, replacing one of the same name, and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** The URL of a database of the running server; the port may change at a restart. */
  urlOf(database: string): string;
  start(): Promise<void>;
  /** Stops the server, which ends every session. */
  stop(): Promise<void>;
  /** Stops the server, copies its files, and starts it again. The copy is not started. */
  copy(): Promise<Cluster>;
  /** Stops the server and removes its files. */
  remove(): Promise<void>;
}

/** Same in every cluster, so a node can be redirected from one to another. */
const password = randomUUID();

/** Creates and starts a cluster. Its databases belong to the role `node`, which is not a superuser. */
export async function startCluster(): Promise<Cluster> {
  const cluster = openCluster(await makeFolder());
  await cluster.start();
  return cluster;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(await chooseFastFolder(), 'stockaj-cluster-'));
  await chmod(folder, 0o755);
  return folder;
}

function openCluster(dataDir: string): Cluster {
  let server: EmbeddedPostgres | undefined;
  const cluster: Cluster = {
    async createDatabase(name) {
      await query(server!.url, `drop database if exists ${name} with (force)`);
      await query(server!.url, `create database ${name} owner node strategy file_copy`);
      return cluster.urlOf(name);
    },
    urlOf: (database) =>
      Object.assign(new URL(server!.url), { username: 'node', password, pathname: `/${database}` })
        .href,
    async start() {
      server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
      await query(
        server.url,
        `do $$ begin
          if to_regrole('node') is null then create role node login password '${password}'; end if;
        end $$`,
      );
    },
    stop: async () => server?.stop(),
    async copy() {
      await cluster.stop();
      const folder = await makeFolder();
      await run('cp', ['-a', `${dataDir}/.`, folder]);
      await cluster.start();
      return openCluster(folder);
    },
    async remove() {
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return cluster;
}

/** Runs one statement in its own session. */
export async function query<Row>(url: string, statement: string, values: unknown[] = []) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
