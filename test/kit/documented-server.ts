import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { readPrograms } from '../docs/kit/read-programs.ts';
import { chooseFastFolder } from './choose-fast-folder.ts';
import { query } from './cluster.ts';
import { withDatabase } from './database.ts';

/** One test's own PostgreSQL server, with the roles and the database of `docs/operations.md`. */
export interface DocumentedServer {
  /** Connects as a superuser. */
  url: string;
  /** Connects to the database `stockaj`, without tables, as its owner. */
  ownerUrl: string;
  /** Connects to the same database as the role that runs nodes. */
  nodeUrl: string;
  /** Returns a block of the document verbatim. */
  recipe(name: string): string;
  /** Runs a block of the document, statement by statement. */
  follow(name: string, url: string): Promise<void>;
  /** Stops the server and removes its files. */
  remove(): Promise<void>;
}

const file = join(import.meta.dirname, '../../docs/operations.md');

/** Starts a server and runs the administrator's block. */
export async function startDocumentedServer(): Promise<DocumentedServer> {
  const recipes = readPrograms(await readFile(file, 'utf8'));
  const dataDir = await mkdtemp(join(await chooseFastFolder(), 'stockaj-documented-'));
  const postgres = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  const as = (username: string, password: string) =>
    Object.assign(new URL(withDatabase(postgres.url, 'stockaj')), { username, password }).href;
  const server: DocumentedServer = {
    url: postgres.url,
    ownerUrl: as('stockaj_owner', 'choose one'),
    nodeUrl: as('stockaj_node', 'choose another'),
    recipe(name) {
      const text = recipes.get(name);
      if (text === undefined) throw new Error(`The document has no part ${name}.`);
      return text;
    },
    async follow(name, url) {
      const statements = server.recipe(name).trim().split(/;\n?/);
      for (const statement of statements.filter(Boolean)) await query(url, statement);
    },
    async remove() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await server.follow('administrator', server.url);
  return server;
}
