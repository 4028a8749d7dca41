import { leaseTask, type Database, type EntityManager, type WakeUps } from '../db/index.ts';
import { createLoop, pause, type ErrorLog, type Loop } from '../kernel/index.ts';
import { listDeletions } from '../workspaces/index.ts';
import { removeWorkspace } from './remove-workspace.ts';

/** A node that has died is replaced this soon after its lease, or earlier by the next deletion. */
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

  async function run(stopping: AbortSignal): Promise<void> {
    const em = database.em.fork();
    if ((await listDeletions(em)).length === 0) return;
    const lease = await leaseTask(em, 'delete workspaces');
    if (!lease) return;
    let isDone = false;
    try {
      const mayGoOn = async () => !stopping.aborted && (await lease.renew());
      isDone = await removeEach(em, mayGoOn);
      while (!isDone && (await mayGoOn())) {
        await pause(betweenTriesMs, stopping);
        isDone = await removeEach(em, mayGoOn);
      }
    } finally {
      await lease.end(isDone);
    }
  }

  /** @returns whether none is left */
  async function removeEach(em: EntityManager, mayGoOn: () => Promise<boolean>): Promise<boolean> {
    for (const id of await listDeletions(em)) await removeWorkspace(em, id, { mayGoOn, onEnded });
    return (await listDeletions(em)).length === 0;
  }

  return createLoop({
    run,
    everyMs,
    runsAtStart: false,
    retry: retryMs,
    onError: (error) =>
      errorLog.noteRetried(error, 'retention: deleting a workspace failed, will retry'),
  });
}
