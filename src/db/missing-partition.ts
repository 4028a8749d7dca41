import type { EntityManager } from '@mikro-orm/postgresql';
import { makePartitions } from './partitions.ts';

/** A row that fits no partition. */
export interface MissingPartition {
  /** The UTC day of the row's id, `YYYY-MM-DD`; null when the server did not name the row. */
  day: string | null;
}

/** SQLSTATE of a row that fits no partition, shared with every CHECK. */
const checkViolation = '23514';
/** The PostgreSQL function that looks for the partition. It raises no other error, and its name is never translated. */
const findsPartition = 'ExecFindPartition';
/** The failing id in `Partition key of the failing row contains (id) = (…).`, in any language. */
const idInDetail = /\(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/;

/** Returns the missing partition that an error, or one that it wraps, reports; null for other errors. */
export function findMissingPartition(error: unknown): MissingPartition | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, routine, detail, cause } = error as Partial<Record<string, unknown>>;
  if (code !== checkViolation || routine !== findsPartition) return findMissingPartition(cause);
  const [, id] = (typeof detail === 'string' && idInDetail.exec(detail)) || [];
  return { day: id === undefined ? null : dayOf(id) };
}

/** The first 48 bits of a UUIDv7 are milliseconds since 1970 (RFC 9562, 5.7). */
function dayOf(id: string): string {
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * Makes the partition that an error reports as missing, in a transaction of its own. Does nothing for other errors.
 *
 * @throws Error when another table has the name of the partition
 */
export async function makeMissingPartition(em: EntityManager, error: unknown): Promise<void> {
  const missing = findMissingPartition(error);
  if (missing) await makePartitions(em.fork(), missing.day);
}

/**
 * Runs `work`, which is one transaction or one statement. If a partition is missing (the database's clock
 * jumped, housekeeping did not run), makes it and runs `work` again at once, as often as another day is
 * missing. So `work` must do nothing outside its transaction that may not happen twice.
 *
 * Inside a transaction of the caller `work` runs once: the error has aborted that transaction, and only the
 * caller can repeat it.
 *
 * @throws Error when another table has the name of the partition
 */
export async function withPartitions<Result>(
  em: EntityManager,
  work: () => Promise<Result>,
): Promise<Result> {
  if (em.isInTransaction()) return work();
  const made = new Set<string | null>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const missing = findMissingPartition(error);
      if (!missing || made.has(missing.day)) throw error; // it was dropped again at once
      made.add(missing.day);
      await makePartitions(em.fork(), missing.day);
    }
  }
}
