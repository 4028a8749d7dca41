import { sql, type EntityManager } from '../db/index.ts';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import {
  decideHealth,
  type Health,
  type HealthDecision,
  type HealthReport,
  type KnownHealth,
} from './decide-health.ts';
import { findHealthChanges, type HealthChange } from './health-change.ts';

/**
 * Updates the health of webhooks in the caller's transaction; takes one report per webhook and URL.
 * Disabled webhooks keep their first reason. Skips webhooks that are deleted or have a different URL,
 * because the report is about another receiver.
 *
 * @param now when the outcomes were known
 * @returns the changes, in effect once the transaction commits; each is reported by one node only
 */
export async function recordHealth(
  em: EntityManager,
  reports: readonly HealthReport[],
  now: Date,
): Promise<HealthChange[]> {
  const changes: HealthChange[] = [];
  // Every node locks the rows in the same order; this prevents deadlocks.
  for (const report of reports.toSorted((a, b) => (a.webhookId < b.webhookId ? -1 : 1))) {
    const { rows } = await sql<Row>`
      select workspace_id as "workspaceId", disabled_at is not null as "isDisabled", failing_since as "failingSince", cooling_down_until as "coolingDownUntil",
        clock_timestamp() as "readAt"
      from webhooks where id = ${report.webhookId} and coalesce(sealed_url, url) = ${report.url} and deleted_at is null
      for update
    `.execute(em.getKysely());
    const [row] = rows;
    if (!row) continue;
    const known = toHealth(row);
    const decision = decideHealth(known, report, now);
    await write(em, report.webhookId, known, decision);
    const webhook = {
      workspaceId: row.workspaceId,
      webhookId: encodeId(IdPrefix.webhook, report.webhookId),
    };
    const found = findHealthChanges({ ...known, isDisabled: row.isDisabled }, decision, report);
    changes.push(...found.map((change) => ({ ...webhook, ...change })));
  }
  return changes;
}

/** Instants are text, because MikroORM turns off parsing in the driver. */
interface Row {
  workspaceId: string;
  isDisabled: boolean;
  failingSince: string | null;
  coolingDownUntil: string | null;
  readAt: string;
}

function toHealth({ failingSince, coolingDownUntil, readAt }: Row): KnownHealth {
  return {
    readAt: new Date(readAt),
    failingSince: failingSince === null ? null : new Date(failingSince),
    coolingDownUntil: coolingDownUntil === null ? null : new Date(coolingDownUntil),
  };
}

/** Most reports change nothing: then nothing is written. */
async function write(
  em: EntityManager,
  webhookId: string,
  known: KnownHealth,
  decision: HealthDecision,
): Promise<void> {
  const kysely = em.getKysely();
  const { failingSince, coolingDownUntil, disabledReason } = decision;
  if (!isSame(known, decision)) {
    await sql`
      update webhooks set
        failing_since = ${failingSince?.toISOString() ?? null}::timestamptz,
        cooling_down_until = ${coolingDownUntil?.toISOString() ?? null}::timestamptz
      where id = ${webhookId}
    `.execute(kysely);
  }
  if (disabledReason === null) return;
  await sql`
    update webhooks
    set disabled_at = now(), disabled_reason = ${disabledReason}, updated_at = now()
    where id = ${webhookId} and disabled_at is null
  `.execute(kysely);
}

function isSame(one: Health, other: Health): boolean {
  return (
    one.failingSince?.getTime() === other.failingSince?.getTime() &&
    one.coolingDownUntil?.getTime() === other.coolingDownUntil?.getTime()
  );
}
