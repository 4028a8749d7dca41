import type { Database } from '../db/index.ts';
import type { Authenticator, Claims, FindViewer, GraphContext } from '../workspaces/index.ts';

/** The parts that create a context. */
export interface ContextParts {
  database: Database;
  authenticator: Authenticator;
  findViewer: FindViewer;
}

/** The context of one operation, with its own entity manager. */
export async function createContext(
  { database, findViewer }: ContextParts,
  claims: Claims | null,
  requestId: string,
): Promise<GraphContext> {
  const em = database.em.fork();
  return { em, requestId, viewer: claims && (await findViewer(em, claims)) };
}
