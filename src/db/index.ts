export { afterCommit } from './after-commit.ts';
export { makePartitions } from './partitions.ts';
export { migrate } from './migrate.ts';
export { isPassingFault } from './is-passing-fault.ts';
export { newId } from './new-id.ts';
export { openDatabase, sql } from './orm.ts';
export type { Database, EntityManager } from './orm.ts';
export { createWakeUps } from './wake-ups.ts';
export type { WakeUps } from './wake-ups.ts';
