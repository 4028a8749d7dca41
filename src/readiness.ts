import { listUnkeptSettings, sql } from './db/index.ts';
import type { Database } from './db/index.ts';
import type { Readiness } from './graphql/index.ts';

/** Ids and leases take the database's clock; a node further off than this would sign with a wrong time. */
const clockSkewMsMax = 30_000;

/** Ready: the database answers, is migrated, keeps our settings and agrees with this machine about the time. Never rejects. */
export async function checkReadiness(database: Database): Promise<Readiness> {
  const reasons: string[] = [];
  try {
    const beforeMs = Date.now();
    const { rows } = await sql<{ nowMs: number; isMigrated: boolean; unkept: string[] }>`
      select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
        to_regclass('database_epochs') is not null as "isMigrated",
        ${listUnkeptSettings()} as "unkept"
    `.execute(database.em.fork().getKysely());
    const [row] = rows;
    const skewMs = Math.abs((row?.nowMs ?? 0) - (beforeMs + Date.now()) / 2);
    if (!row?.isMigrated) reasons.push('The database is not migrated.');
    if (row?.unkept.length) reasons.push(explainUnkept(row.unkept));
    if (skewMs > clockSkewMsMax) reasons.push('The clock is more than 30 s off the database.');
  } catch {
    reasons.push('The database does not answer.');
  }
  return { ready: reasons.length === 0, reasons };
}

/** A pooler in between may hand out another session, or reset one, behind the back of the driver. */
function explainUnkept(names: readonly string[]): string {
  return `The database session does not keep the settings that were set at its start: ${names.join(', ')}.`;
}
