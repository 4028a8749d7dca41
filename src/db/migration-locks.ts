import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/** Told why a migration waits, in a sentence: after 2 s, and then each minute. */
export type OnWait = (why: string) => void;

/** SQLSTATE of a lock that was not free in time. */
const lockNotAvailable = '55P03';
/** Milliseconds. */
const times = { gap: 1_000, firstWord: 2_000, nextWord: 60_000, most: 600_000 };

/** Counts how long a migration has been waiting. */
export interface Patience {
  /** Waits for so many milliseconds. @throws Error with the reason when it has been ten minutes in all */
  wait(ms: number, explain: () => Promise<string>): Promise<void>;
}

/** Begins to count now. */
export function createPatience(onWait: OnWait): Patience {
  const startedMs = performance.now();
  let nextWordMs = startedMs + times.firstWord;
  return {
    async wait(ms, explain) {
      if (performance.now() - startedMs > times.most) {
        throw new Error(`Given up after ten minutes. ${await explain()}`);
      }
      if (performance.now() > nextWordMs) {
        nextWordMs = performance.now() + times.nextWord;
        onWait(`Waiting. ${await explain()}`);
      }
      await delay(ms);
    },
  };
}

/** Runs it again each second while a table that it needs is in use. */
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
      if (!isLocked(error)) throw error;
      await stopAutovacuum(em);
      await patience.wait(times.gap, () => describeHolders(em));
    }
  }
}

function isLocked(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as Partial<Record<string, unknown>>;
  return code === lockNotAvailable || isLocked(cause);
}

/**
 * Autovacuum gives way to whoever has waited for `deadlock_timeout` (1 s), which a migration never does. This
 * waits that long, for a lock that lets everybody else read and write.
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
    // A vacuum that somebody runs by hand does not give way.
    await lock.catch((error: unknown) => {
      if (!isLocked(error)) throw error;
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
