import type { Database, EntityManager } from '../db/index.ts';
import type { Authenticator, Claims, GraphContext, Viewer } from '../workspaces/index.ts';

/** What a context is made of. */
export interface ContextParts {
  database: Database;
  authenticator: Authenticator;
  findViewer(em: EntityManager, claims: Claims): Promise<Viewer>;
}

/** The context of one operation, with an entity manager that nothing else uses. The viewer is as the database has it now. */
export async function createContext(
  { database, findViewer }: ContextParts,
  claims: Claims | null,
  requestId: string,
): Promise<GraphContext> {
  const em = database.em.fork();
  return { em, requestId, viewer: claims && (await findViewer(em, claims)) };
}

/** The context of a subscription's next event: what an earlier one had read is not seen again. */
export function renewContext(context: GraphContext): GraphContext {
  return { ...context, em: context.em.fork() };
}
