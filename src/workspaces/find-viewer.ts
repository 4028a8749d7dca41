import { sql, type EntityManager } from '../db/index.ts';
import type { Claims } from './claims.ts';
import { isInUse } from './workspace-deletion.ts';
import type { Viewer } from './viewer.ts';

/** Returns the viewer of verified claims. */
export type FindViewer = (em: EntityManager, claims: Claims) => Promise<Viewer>;

/** Time for which a workspace that was found is not looked up again. */
const foundMs = 1_000;
/** The most workspaces that are remembered; about 100 bytes each. */
const foundMax = 10_000;

/**
 * Makes the search for viewers. Whether a workspace exists is read once a second, so its tokens are refused at most a
 * second after its deletion began. A missing one is looked up each time: it can be used as soon as it exists.
 */
export function createViewerFinder(): FindViewer {
  /** By id, on the monotonic clock. */
  const foundAtMs = new Map<string, number>();

  async function hasWorkspace(em: EntityManager, id: string): Promise<boolean> {
    const nowMs = performance.now();
    if (nowMs - (foundAtMs.get(id) ?? -Infinity) < foundMs) return true;
    const { rows } = await sql`select where ${isInUse(id)}`.execute(em.getKysely());
    if (rows.length === 0) return false;
    if (foundAtMs.size >= foundMax) foundAtMs.clear();
    foundAtMs.set(id, nowMs);
    return true;
  }

  return async (em, claims) => ({
    ...claims,
    hasWorkspace: await hasWorkspace(em, claims.workspaceId),
  });
}
