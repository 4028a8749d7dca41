export { afterCommit } from './after-commit.ts';
export { readPlace } from './database-place.ts';
export { completeDatabaseUrl, DatabaseUrlError } from './database-url.ts';
export { listMissingPartitions, makePartitions, partitionsAheadSeconds } from './partitions.ts';
export {
  dropPartition,
  listOldPartitions,
  type KeptFrom,
  type Partition,
} from './drop-partitions.ts';
export { leaseTask, secondsSinceSuccess, type TaskLease } from './task-leases.ts';
export { migrate } from './migrate.ts';
export { explainMigrations, listMigrationErrors } from './migration-errors.ts';
export { isTransientError } from './is-transient-error.ts';
export { makeMissingPartition, withPartitions } from './missing-partition.ts';
export { newId } from './new-id.ts';
export { listMissingRights } from './rights.ts';
export { isEpochValid, renewEpoch } from './renew-epoch.ts';
export { openDatabase, sql, type Database, type EntityManager } from './orm.ts';
export { arrayOf, type ElementType } from './array-of.ts';
export { pageWhere, toDate } from './read-rows.ts';
export { prepared } from './prepare-statements.ts';
export { listUnkeptSettings } from './session-settings.ts';
export { createWakeUps, type WakeUps } from './wake-ups.ts';
