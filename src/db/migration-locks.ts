import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { pause } from '../kernel/index.ts';
import { isLockTimeout } from './is-lock-timeout.ts';

/** Called with the reason why a migration waits, a sentence: after 2 s, and then each minute. */
export type OnWait = (why: string) => void;

/** Milliseconds. */
const times = { retry: 1_000, firstReport: 2_000, nextReport: 60_000, most: 600_000 };

/** Measures how long a migration has been waiting. */
export interface Patience {
  /** Waits `ms` milliseconds. @throws Error with the reason after ten minutes in all */
  wait(ms: number, explain: () => Promise<string>): Promise<void>;
}

/** Starts measuring now. */
export function createPatience(onWait: OnWait): Patience {
  const startedMs = performance.now();
  let nextReportMs = startedMs + times.firstReport;
  return {
    async wait(ms, explain) {
      if (performance.now() - startedMs > times.most) {
        throw new Error(`Given up after ten minutes. ${await explain()}`);
      }
      if (performance.now() > nextReportMs) {
        nextReportMs = performance.now() + times.nextReport;
        onWait(`Waiting. ${await explain()}`);
      }
      await pause(ms);
    },
  };
}

/** Runs `run`, and again each second while a table that it needs is locked. */
export async function retryWhileLocked(
  em: EntityManager,
  onWait: OnWait,
  run: () => Promise<void>,
): Promise<void> {
  const patience = createPatience(onWait);
  for (;;) {
    try {
      await run();
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      await stopAutovacuum(em);
      await patience.wait(times.retry, () => describeHolders(em));
    }
  }
}

/**
 * Autovacuum stops for a session that has waited for `deadlock_timeout` (1 s), which a migration never does.
 * This waits that long, for a lock that lets all others read and write.
 */
async function stopAutovacuum(em: EntityManager): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct relation::regclass::text as name from pg_locks
    where relation in ${ourTables} and granted and mode = 'ShareUpdateExclusiveLock'
  `.execute(em.getKysely());
  for (const { name } of rows) {
    const lock = em.transactional(async (transaction) => {
      await transaction.execute(`set local lock_timeout = '5s'`);
      await transaction.execute(`lock table ${name} in share update exclusive mode`);
    });
    // A manual VACUUM does not stop.
    await lock.catch((error: unknown) => {
      if (!isLockTimeout(error)) throw error;
    });
  }
}

const ourTables = sql`(
  select pg_class.oid from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'p') and nspname = current_schema())`;

/** Names the processes that an operator can end by `pg_terminate_backend`. */
async function describeHolders(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ holder: string }>`
    select concat(pid, ' (' || nullif(application_name, '') || ')') as holder
    from pg_stat_activity where pid <> pg_backend_pid() and pid in (
      select pid from pg_locks where granted and relation in ${ourTables})
    order by pid limit 10
  `.execute(em.getKysely());
  const holders = rows.map(({ holder }) => holder).join(', ');
  return `A table is in use. Processes of PostgreSQL that have locks on the tables: ${holders || 'none'}.`;
}
