import {
  explainMigrations,
  listMigrationErrors,
  listMissingPartitions,
  listMissingRights,
  listUnkeptSettings,
  makePartitions,
  sql,
  type Database,
  type EntityManager,
} from '../db/index.ts';
import type { Readiness } from '../graphql/index.ts';
import { shareCheck, type Clock, type ErrorLog } from '../kernel/index.ts';

export interface ReadinessOptions {
  database: Database;
  clock: Pick<Clock, 'now'>;
  errorLog: ErrorLog;
  /** Returns why tokens cannot be checked; null when they can, or need not be. Must not reject. */
  explainAbsence: () => Promise<string | null>;
}

/** Probes usually ask every second or less often, and a busy database may take a moment to respond. */
const times = { everyMs: 1_000, waitMs: 3_000 };
/** Ids and leases use the database's clock; a node that differs by more than this would date events wrongly. */
const clockSkewMsMax = 30_000;
/**
 * Time that the node stays not ready after a write that found the disk full. A smaller write as a check would prove
 * nothing, since it may fit into an existing page, and a node that is not ready gets no calls that write. So after
 * this time it is ready again and finds out. A node with results to record retries at least every 5 s anyway.
 */
const fullDiskMs = 10_000;

/** Caused by a mistake in the settings, so only a restart fixes it. */
const pooledMs = 600_000;

/** SQLSTATE. */
const state = {
  diskFull: '53100',
  readOnly: '25006',
  undefinedTable: '42P01',
  insufficientPrivilege: '42501',
  statementThere: '42P05',
  statementGone: '26000',
};

/**
 * Makes the check whether a node can do its work: the database responds and accepts writes, has our schema and the
 * partitions of today and tomorrow, keeps our settings, and agrees with this machine about the time; and tokens can
 * be checked. However many callers ask, the database gets one statement a second. Responds within 3 s, never rejects.
 */
export function createReadiness(options: ReadinessOptions): () => Promise<Readiness> {
  const askDatabase = shareCheck(
    () => listReasons(options),
    ['The database has not responded for 3 s.'],
    times,
  );
  const askIssuer = shareCheck(
    options.explainAbsence,
    'The token issuer has not responded for 3 s.',
    times,
  );
  return async () => {
    const [found, absence] = await Promise.all([askDatabase(), askIssuer()]);
    const reasons = absence === null ? found : [...found, absence];
    return { ready: reasons.length === 0, reasons };
  };
}

async function listReasons(options: ReadinessOptions): Promise<string[]> {
  const em = options.database.em.fork();
  const reasons = listNoted(options.errorLog);
  const others = await askDatabase(em, options).catch((error: unknown) => explainError(em, error));
  return [...reasons, ...others];
}

/** Reasons from errors that the node's calls and its own work have met. */
function listNoted({ hasSeen }: ErrorLog): string[] {
  const isFull = hasSeen(state.diskFull, fullDiskMs);
  const isPooled = [state.statementThere, state.statementGone].some((it) => hasSeen(it, pooledMs));
  return [
    ...(isFull ? ['The disk of the database is full: a write failed in the last 10 s.'] : []),
    ...(isPooled
      ? [
          'A pooler mixes up prepared statements: set DATABASE_PREPARE=false and DATABASE_LISTEN_URL.',
        ]
      : []),
  ];
}

/** An update of no row: it fails in a read-only session, which is then closed. */
const writeNothing = sql`update database_epochs set epoch = epoch where false`;

async function askDatabase(
  em: EntityManager,
  { clock, errorLog }: ReadinessOptions,
): Promise<string[]> {
  const beforeMs = clock.now().getTime();
  const { rows } = await sql<{
    nowMs: number;
    migrations: string[];
    unkept: string[];
    missing: string[];
    lacking: string[];
  }>`
    with written as (${writeNothing})
    select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
      array(select name from migrations order by id) as "migrations",
      ${listUnkeptSettings()} as "unkept", ${listMissingPartitions()} as "missing",
      ${listMissingRights()} as "lacking"
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('A statement that returns one row has returned none.');
  const { nowMs, migrations, unkept, missing, lacking } = row;
  const aheadMs = (beforeMs + clock.now().getTime()) / 2 - nowMs;
  const schemaErrors = explainMigrations(migrations);
  if (missing.length > 0 && schemaErrors.length === 0) await makeMissing(em, errorLog);
  return [
    ...schemaErrors,
    ...(lacking.length > 0 ? [explainRights(lacking)] : []),
    ...(unkept.length > 0 ? [explainUnkept(unkept)] : []),
    ...(missing.length > 0 ? [explainMissing(missing)] : []),
    ...(Math.abs(aheadMs) > clockSkewMsMax ? [explainClock(aheadMs)] : []),
  ];
}

/** Without them no node is ready, so they cannot wait for the hourly housekeeping. */
async function makeMissing(em: EntityManager, errorLog: ErrorLog): Promise<void> {
  await makePartitions(em).catch((error: unknown) =>
    errorLog.noteRetried(error, 'readiness: cannot make partitions, will retry'),
  );
}

/** Explains why the check of the database failed. */
async function explainError(em: EntityManager, error: unknown): Promise<string[]> {
  const { code, severity } = error as { code?: string; severity?: string };
  if (code === state.readOnly) {
    return ['The database does not accept writes: it is read-only or a standby.'];
  }
  if (code === state.undefinedTable || code === state.insufficientPrivilege) {
    const found = await listMigrationErrors(em).catch(() => []);
    if (found.length > 0) return found;
  }
  // Only errors of PostgreSQL itself have a severity.
  return [
    severity === undefined
      ? 'The database does not respond.'
      : `The database fails with SQLSTATE ${code}.`,
  ];
}

function explainRights(rights: readonly string[]): string {
  return `The role of this node lacks rights: ${rights.join(', ')}.`;
}

function explainMissing(names: readonly string[]): string {
  return `Partitions for today or tomorrow are missing: ${names.join(', ')}. The node makes them; if it cannot, its log says why.`;
}

function explainClock(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return `The clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the database's.`;
}

/** A pooler may switch or reset sessions without the driver's knowledge. */
function explainUnkept(names: readonly string[]): string {
  return `The database session does not keep these settings (behind a pooler the role must have them): ${names.join(', ')}.`;
}
