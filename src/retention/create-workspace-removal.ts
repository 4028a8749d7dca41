import { leaseTask, type Database, type EntityManager, type WakeUps } from '../db/index.ts';
import { createLoop, pause, type ErrorLog, type Loop } from '../kernel/index.ts';
import { listDeletions } from '../workspaces/index.ts';
import { removeWorkspace } from './remove-workspace.ts';

/**
 * A node that has died is replaced this soon after its lease, or earlier by the next deletion. So is a removal tried
 * again that failed.
 */
const everyMs = 60_000;
/** Requests in flight take a few seconds. */
const betweenTriesMs = 500;
/** Waits after failed runs, in milliseconds. */
const retryMs = { minMs: 1_000, maxMs: 60_000 };

export interface WorkspaceRemovalOptions {
  database: Database;
  wakeUps: Pick<WakeUps, 'wake'>;
  errorLog: ErrorLog;
}

/** Removes deleted workspaces in the background. Runs on every node; one of them does the work. */
export type WorkspaceRemoval = Pick<Loop, 'start' | 'wake' | 'stop'>;

/** Creates the removal. Wake it after a deletion was requested. */
export function createWorkspaceRemoval(options: WorkspaceRemovalOptions): WorkspaceRemoval {
  const { database, wakeUps, errorLog } = options;
  const onEnded = () => wakeUps.wake('deliveries_changed');
  const onError = (error: unknown) =>
    errorLog.noteRetried(error, 'retention: deleting a workspace failed, will retry');

  async function run(stopping: AbortSignal): Promise<void> {
    const em = database.em.fork();
    if ((await listDeletions(em)).length === 0) return;
    const lease = await leaseTask(em, 'delete workspaces');
    if (!lease) return;
    let isDone = false;
    try {
      const mayGoOn = async () => !stopping.aborted && (await lease.renew());
      const failed = new Set<string>();
      let left = await removeEach(em, mayGoOn, failed);
      while (left.some((id) => !failed.has(id)) && (await mayGoOn())) {
        await pause(betweenTriesMs, stopping);
        left = await removeEach(em, mayGoOn, failed);
      }
      isDone = left.length === 0;
    } finally {
      await lease.end(isDone);
    }
  }

  /**
   * Goes on with the others when one fails, and adds it to `failed`.
   *
   * @returns those that are left
   */
  async function removeEach(
    em: EntityManager,
    mayGoOn: () => Promise<boolean>,
    failed: Set<string>,
  ): Promise<string[]> {
    for (const id of await listDeletions(em)) {
      if (failed.has(id)) continue;
      await removeWorkspace(em, id, { mayGoOn, onEnded }).catch((error: unknown) => {
        failed.add(id);
        onError(error);
      });
    }
    return listDeletions(em);
  }

  return createLoop({
    run,
    everyMs,
    runsAtStart: false,
    retry: retryMs,
    onError,
  });
}
