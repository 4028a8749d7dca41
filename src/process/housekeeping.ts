import { makePartitions, type Database } from '../db/index.ts';
import { pruneChanges, prunePaces } from '../deliveries/index.ts';
import { pruneKeys, pruneRecoveries } from '../events/index.ts';
import { createLoop, type ErrorLog, type Loop } from '../kernel/index.ts';
import { pruneWebhookKeys, pruneWebhookStates } from '../webhooks/index.ts';
import { pruneDeletions } from '../workspaces/index.ts';

const everyMs = 3_600_000;
const tasks = [
  ...[makePartitions, pruneChanges, prunePaces, pruneKeys, pruneRecoveries],
  ...[pruneWebhookKeys, pruneWebhookStates, pruneDeletions],
];

/**
 * Makes the partitions of the coming days and deletes expired rows, once an hour. Any node may do it, and
 * doing it twice does no harm.
 */
export function createHousekeeping(
  database: Database,
  errorLog: ErrorLog,
): Pick<Loop, 'start' | 'stop'> {
  async function run(): Promise<void> {
    const em = database.em.fork();
    for (const task of tasks) {
      await task(em).catch((error: unknown) =>
        errorLog.noteRetried(error, `housekeeping: ${task.name} failed, will retry in an hour`),
      );
    }
  }

  return createLoop({
    run,
    everyMs,
    runsAtStart: false, // a node makes the partitions before it starts anything
    onError: (error) => errorLog.noteRetried(error, 'housekeeping failed, will retry in an hour'),
  });
}
