import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';

/** Set by the run's global setup: the URL of the server. */
export const serverUrlVariable = 'STOCKAJ_TEST_SERVER_URL';
/** Set by the run's global setup: the migrated database that test databases are copied from. */
export const templateVariable = 'STOCKAJ_TEST_TEMPLATE';

/** PostgreSQL's code for a template in use by another session. */
const objectInUse = '55006';
/**
 * Copies the files of a template. PostgreSQL's default writes each page through its log, which takes ten times
 * the work on some file systems.
 */
const strategy = 'strategy file_copy';
/** Tries, 50 ms apart: PostgreSQL itself waits up to 5 s within each. */
const triesMax = 5;

/** One test file's own database. */
export interface TestDatabase {
  url: string;
  /** Ends its sessions and removes it. Idempotent. */
  drop(): Promise<void>;
}

/**
 * Creates an empty, fully migrated database by copying the run's template. Create one per test file, not
 * per test: a copy can take half a second on a busy machine.
 *
 * @throws Error outside a test run.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = readVariable(serverUrlVariable);
  const template = readVariable(templateVariable);
  const suffix = `${template.replace('stockaj_template_', '')}_${randomBytes(5).toString('hex')}`;
  const name = `stockaj_test_${suffix}`;
  await copyTemplate(server, template, name);
  return {
    url: withDatabase(server, name),
    drop: () => runStatement(server, `drop database if exists ${name} with (force)`),
  };
}

/** Options for `create database` and `alter database … set`. */
export interface EmptyDatabaseOptions {
  encoding?: string;
  /** Session defaults, name to value. */
  settings?: Record<string, string>;
}

/**
 * Creates a database without any tables.
 *
 * @throws Error outside a test run.
 */
export async function createEmptyDatabase({
  encoding = 'UTF8',
  settings = {},
}: EmptyDatabaseOptions = {}): Promise<TestDatabase> {
  const server = readVariable(serverUrlVariable);
  const run = readVariable(templateVariable).replace('stockaj_template_', '');
  const name = `stockaj_empty_${run}_${randomBytes(5).toString('hex')}`;
  await runStatement(
    server,
    `create database ${name} template template0 encoding '${encoding}' ${strategy}
      locale_provider libc lc_collate 'C' lc_ctype 'C'`,
  );
  for (const [setting, value] of Object.entries(settings)) {
    await runStatement(server, `alter database ${name} set ${setting} = ${value}`);
  }
  return {
    url: withDatabase(server, name),
    drop: () => runStatement(server, `drop database if exists ${name} with (force)`),
  };
}

/** The URL of another database on the same server. */
export function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function copyTemplate(server: string, template: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await runStatement(server, `create database ${name} template ${template} ${strategy}`);
      return;
    } catch (error) {
      const busy = error instanceof DatabaseError && error.code === objectInUse;
      if (!busy || tries === triesMax) throw error;
      await delay(50);
    }
  }
}

async function runStatement(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: test databases exist only in a run of npm test.`);
  return value;
}
