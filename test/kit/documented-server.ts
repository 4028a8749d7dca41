import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { readPrograms } from '../docs/read-programs.ts';
import { query } from './cluster.ts';
import { withDatabase } from './database.ts';

/** A PostgreSQL server of one test's own, with the roles and the database of `docs/operations.md`. */
export interface DocumentedServer {
  /** As a superuser. */
  url: string;
  /** The database `stockaj`, in which nothing is migrated, as the role that owns it. */
  ownerUrl: string;
  /** The same database as the role that runs nodes. */
  nodeUrl: string;
  /** A part of the document as it stands there. */
  recipe(name: string): string;
  /** Runs a part of the document, statement by statement. */
  follow(name: string, url: string): Promise<void>;
  /** Ends the server and removes its files. */
  remove(): Promise<void>;
}

const file = join(import.meta.dirname, '../../docs/operations.md');

/** Starts a server and runs the part of the administrator. */
export async function startDocumentedServer(): Promise<DocumentedServer> {
  const recipes = readPrograms(await readFile(file, 'utf8'));
  const dataDir = await mkdtemp(join(tmpdir(), 'stockaj-documented-'));
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
