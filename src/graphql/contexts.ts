import type { Database, EntityManager } from '../db/index.ts';
import type { Authenticator, Claims, GraphContext, Viewer } from '../workspaces/index.ts';

/** The parts that create a context. */
export interface ContextParts {
  database: Database;
  authenticator: Authenticator;
  findViewer(em: EntityManager, claims: Claims): Promise<Viewer>;
}

/** The context of one operation, with its own entity manager. The viewer is read from the database. */
export async function createContext(
  { database, findViewer }: ContextParts,
  claims: Claims | null,
  requestId: string,
): Promise<GraphContext> {
  const em = database.em.fork();
  return { em, requestId, viewer: claims && (await findViewer(em, claims)) };
}
