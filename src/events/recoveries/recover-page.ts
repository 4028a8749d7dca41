import { sql, type EntityManager } from '../../db/index.ts';
import { insertDeliveries } from '../../deliveries/index.ts';
import { skipReasons, type SkippedCounts } from './recovery.ts';
import { searchFailed, type FailedSearch } from './search-failed.ts';

/**
 * The failed deliveries that one step reads, and the most that it makes. Measured: a step of 500 takes about 25 ms, in
 * which other resends and recoveries of the workspace wait.
 */
const pageSize = 500;

/** One page of the failed deliveries of a webhook, after those that may be sent again have been made again. */
export interface RecoveredPage {
  /** The last delivery that was read; null when there was none. */
  lastId: string | null;
  isLast: boolean;
  recoveredCount: number;
  skippedCounts: SkippedCounts;
}

/** A page to recover: the failed deliveries of one webhook after an id. */
export type PageSearch = Omit<FailedSearch, 'webhookId' | 'scannedMax' | 'matchedMax'> & {
  webhookId: string;
};

/**
 * Makes a delivery for each failed delivery of the page that may be sent again, with one statement. The caller's
 * transaction must have called `lockRepeats` before, or a delivery may be repeated twice.
 */
export async function recoverPage(em: EntityManager, search: PageSearch): Promise<RecoveredPage> {
  const { workspaceId, webhookId } = search;
  const { rows } = await sql<Row>`
    with ${searchFailed({ ...search, scannedMax: pageSize, matchedMax: pageSize })},
    new_events as (
      select event_id as id, event_type as type, body_bytes, row_number() over (order by id) as n
      from examined where skip_reason is null
    ),
    ${insertDeliveries({ workspaceId, addressee: { webhookId, trigger: 'RECOVERY' } })}
    select
      (select count(*)::int from scanned) as "scannedCount",
      (select id from scanned order by id desc limit 1) as "lastId",
      (select count(*)::int from new_deliveries) as "recoveredCount",
      ${countSkipped}
    from examined
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The database counted nothing.');
  const { scannedCount, lastId, recoveredCount, ...skippedCounts } = row;
  return { lastId, isLast: scannedCount < pageSize, recoveredCount, skippedCounts };
}

const countSkipped = sql.join(
  skipReasons.map(
    (reason) => sql`count(*) filter (where skip_reason = ${reason})::int as ${sql.ref(reason)}`,
  ),
);

interface Row extends SkippedCounts {
  scannedCount: number;
  recoveredCount: number;
  lastId: string | null;
}
