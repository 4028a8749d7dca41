import { listMigrationFaults, listUnkeptSettings, sql } from './db/index.ts';
import type { Database } from './db/index.ts';
import type { Readiness } from './graphql/index.ts';
import type { Clock } from './kernel/index.ts';

/** Ids and leases take the database's clock; a node further off than this would date events wrongly. */
const clockSkewMsMax = 30_000;

/** Ready: the database answers, is migrated, keeps our settings and agrees with this machine about the time. Never rejects. */
export async function checkReadiness(
  database: Database,
  clock: Pick<Clock, 'now'>,
): Promise<Readiness> {
  const reasons: string[] = [];
  try {
    const beforeMs = clock.now().getTime();
    const em = database.em.fork();
    const { rows } = await sql<{ nowMs: number; unkept: string[] }>`
      select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
        ${listUnkeptSettings()} as "unkept"
    `.execute(em.getKysely());
    const [row] = rows;
    const aheadMs = (beforeMs + clock.now().getTime()) / 2 - (row?.nowMs ?? 0);
    reasons.push(...(await listMigrationFaults(em)));
    if (row?.unkept.length) reasons.push(explainUnkept(row.unkept));
    if (Math.abs(aheadMs) > clockSkewMsMax) reasons.push(explainClock(aheadMs));
  } catch {
    reasons.push('The database does not answer.');
  }
  return { ready: reasons.length === 0, reasons };
}

function explainClock(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return `The clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the database's.`;
}

/** A pooler in between may hand out another session, or reset one, behind the back of the driver. */
function explainUnkept(names: readonly string[]): string {
  return `The database session does not keep these settings (behind a pooler the role must have them): ${names.join(', ')}.`;
}
