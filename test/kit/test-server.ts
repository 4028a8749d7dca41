import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { migrate } from '../../src/db/index.ts';
import { chooseFastFolder } from './choose-fast-folder.ts';
import { compiledVariable } from './script-arguments.ts';
import { serverUrlVariable, templateVariable, withDatabase } from './database.ts';

/** The server of one test run and the migrated database that tests copy. */
export interface TestServer {
  /** Environment variables for the test files. */
  environment: Record<string, string>;
  /** Removes every database of this run, its compiled scripts, and the server if this run started it. */
  stop(): Promise<void>;
}

/**
 * Uses the PostgreSQL server at `url` (15 or newer; its role can create databases), or starts an
 * embedded one for the run. Creates a migrated template database in it.
 *
 * @throws Error when the server cannot be used or a migration fails; everything is cleaned up first.
 */
export async function startTestServer(url: string | undefined): Promise<TestServer> {
  const embedded = url ? undefined : await startForRun();
  const server = url ?? embedded!.url;
  const run = randomBytes(5).toString('hex');
  const compiled = await makeFolder();
  const stop = async () => {
    try {
      await dropDatabases(server, run);
    } finally {
      await embedded?.stop();
      await rm(compiled, { recursive: true, force: true });
    }
  };
  try {
    const template = await createTemplate(server, run);
    const environment = {
      [serverUrlVariable]: server,
      [templateVariable]: template,
      [compiledVariable]: compiled,
    };
    return { environment, stop };
  } catch (error) {
    await stop().catch(() => undefined); // report the first error
    throw error;
  }
}

/** For scripts that another user may run. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stockaj-compiled-'));
  await chmod(folder, 0o755);
  return folder;
}

async function startForRun() {
  const dataDir = await mkdtemp(join(await chooseFastFolder(), 'stockaj-test-'));
  // Databases that live for seconds need no vacuum, which would slow the tests.
  // Several files at once, some with several nodes.
  const settings = { autovacuum: 'off', max_connections: '200' };
  return startEmbeddedPostgres({ dataDir, ephemeral: true, settings });
}

async function createTemplate(server: string, run: string): Promise<string> {
  const template = `stockaj_template_${run}`;
  await onServer(server, async (client) => {
    await checkVersion(client);
    // Same encoding and sort order on every server, whatever its defaults.
    await client.query(
      `create database ${template} template template0 strategy file_copy
        encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
    );
  });
  await migrate(withDatabase(server, template));
  // A database with open connections cannot be copied.
  await onServer(server, (client) =>
    client.query(`alter database ${template} allow_connections false`),
  );
  return template;
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const version = Number(rows[0]!.version);
  if (version < 150_000) throw new Error(`The tests need PostgreSQL 15 or newer, not ${version}.`);
}

/** Also drops the databases of test files that crashed. */
async function dropDatabases(server: string, run: string): Promise<void> {
  await onServer(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'stockaj\\_%\\_' || $1 || '%'`,
      [run],
    );
    for (const { datname } of rows) {
      await client.query(`drop database if exists ${datname} with (force)`);
    }
  });
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the query in flight rejects by itself
  await client.connect().catch((cause: unknown) => {
    throw new Error(`The PostgreSQL server of the tests cannot be reached: ${String(cause)}`, {
      cause,
    });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
