import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/** Background work that one node at a time does. */
export type Task = 'drop old partitions' | 'delete workspaces';

/** Longer than any step between two renewals: a statement ends after 10 s. */
const leaseSeconds = 60;

/** The right to do a task, as a row of `task_leases`. An advisory lock would be lost behind a pooler. */
export interface TaskLease {
  /** Renews the lease. @returns false when it was lost: another node may be at work by now */
  renew(): Promise<boolean>;
  /** Gives the lease back. @param hasSucceeded whether nothing was left to do */
  end(hasSucceeded: boolean): Promise<void>;
}

/**
 * Takes the lease of a task; null while another node has it. A node that dies keeps others out for a minute. So does
 * one that is paused, and it may go on after it: each step must do no harm when two nodes take it.
 */
export async function leaseTask(em: EntityManager, task: Task): Promise<TaskLease | null> {
  const holder = randomUUID();

  async function take(): Promise<boolean> {
    const { rows } = await sql`
      insert into task_leases as known (task, holder, ends_at)
      values (${task}, ${holder}::uuid, clock_timestamp() + make_interval(secs => ${leaseSeconds}::int))
      on conflict (task) do update set holder = excluded.holder, ends_at = excluded.ends_at
        where known.holder is null or known.holder = excluded.holder or known.ends_at < clock_timestamp()
      returning task
    `.execute(em.getKysely());
    return rows.length > 0;
  }

  if (!(await take())) return null;
  return {
    renew: take,
    async end(hasSucceeded) {
      await sql`
        update task_leases set holder = null, ends_at = null,
          succeeded_at = case when ${hasSucceeded}::boolean then clock_timestamp() else succeeded_at end
        where task = ${task} and holder = ${holder}::uuid
      `.execute(em.getKysely());
    },
  };
}

/** Part of a `select`: seconds since the task was last done completely, or since its first try; null before that. */
export function secondsSinceSuccess(task: Task) {
  return sql<number | null>`(
    select extract(epoch from clock_timestamp() - succeeded_at)::float8 from task_leases where task = ${task})`;
}
