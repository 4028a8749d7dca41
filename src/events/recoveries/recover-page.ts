import { sql, type EntityManager } from '../../db/index.ts';
import { insertDeliveries } from '../../deliveries/index.ts';
import { stepMax } from './decide-room.ts';
import { skipReasons, type SkippedCounts } from './recovery.ts';
import { isScannedToEnd, searchFailed, type FailedSearch } from './search-failed.ts';

/** One page of the failed deliveries of a webhook, after those that may be sent again have been made again. */
export interface RecoveredPage {
  /** The last delivery that was decided; null when there was none. */
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
 * The failed deliveries that a step reads; fewer are searched for a text, see `searchFailed`. Without room it reads few,
 * since it looks again until there is room.
 */
const pageSizes = { room: stepMax, noRoom: 25 };

/**
 * Makes a delivery for each failed delivery of the page that may be sent again, with one statement. The page ends early
 * when `room` deliveries have been made; with 0, before the first that may be sent again. The caller's transaction must
 * have called `lockRepeats` before, or a delivery may be repeated twice.
 */
export async function recoverPage(
  em: EntityManager,
  search: PageSearch,
  room: number,
): Promise<RecoveredPage> {
  const { workspaceId, webhookId } = search;
  const pageSize = room === 0 ? pageSizes.noRoom : pageSizes.room;
  const failed = { ...search, scannedMax: pageSize, matchedMax: pageSize };
  const { rows } = await sql<Row>`
    with ${searchFailed(failed)},
    numbered as materialized (
      select *, count(*) filter (where skip_reason is null) over (order by id) as n from examined
    ),
    decided as materialized (select * from numbered where n <= ${room}::int),
    new_events as (
      select event_id as id, event_type as type, body_bytes, n from decided where skip_reason is null
    ),
    ${insertDeliveries({ workspaceId, addressee: { webhookId, trigger: 'RECOVERY' } })}
    select
      ${isScannedToEnd(failed)} and not f.is_full as "isLast",
      case when f.is_full then (select id from decided order by id desc limit 1)
        else (select id from scanned order by id desc limit 1) end as "lastId",
      (select count(*)::int from new_deliveries) as "recoveredCount",
      ${countSkipped}
    from (select exists (select from numbered where n > ${room}::int) as is_full) f left join decided on true
    group by f.is_full
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The database counted nothing.');
  const { isLast, lastId, recoveredCount, ...skippedCounts } = row;
  return { isLast, lastId, recoveredCount, skippedCounts };
}

const countSkipped = sql.join(
  skipReasons.map(
    (reason) => sql`count(*) filter (where skip_reason = ${reason})::int as ${sql.ref(reason)}`,
  ),
);

interface Row extends SkippedCounts {
  isLast: boolean;
  lastId: string | null;
  recoveredCount: number;
}
