import { sql } from '../../db/index.ts';
import { containsText, endReason, toConditions } from '../../deliveries/index.ts';
import type { RecoveryScope } from './recovery-filter.ts';

/** A search for failed deliveries in the order of their ids. */
export interface FailedSearch extends RecoveryScope {
  workspaceId: string;
  /** Null for all webhooks of the workspace. */
  webhookId: string | null;
  /** The most failed deliveries to read. */
  scannedMax: number;
  /** The most matching ones to examine. */
  matchedMax: number;
  /** Deliveries of an event to a webhook from this id on are repeats, even if they failed. */
  repeatsFrom: string;
}

/** Bytes of the payloads searched for a text by one statement, as in the log: resends wait for a step. */
const textBytesMax = 4 * 1024 * 1024;

/**
 * Common table expressions that find the failed deliveries that may be sent again. They define `scanned` (the rows of
 * `deliveries` that were searched: with a text, only as many as have 4 MiB of payloads) and `examined` (id, event_id, webhook_id, event_type, body_bytes, skip_reason), with the
 * reason why a delivery is not sent again, or null. Of several failed deliveries of one event to one webhook the last is
 * sent again. Everything is looked up row by row, so that a step costs the same in a log of any size.
 */
export function searchFailed(search: FailedSearch) {
  const { workspaceId, webhookId, criteria, after, before } = search;
  const conditions = [
    sql`workspace_id = ${workspaceId} and trigger <> 'TEST'`,
    ...toConditions(criteria),
    ...(criteria.text === null ? [] : [isInEvent(criteria.text)]),
  ];
  const [owner, ownerId] =
    webhookId === null ? ['workspace_id', workspaceId] : ['webhook_id', webhookId];
  // With `=`, PostgreSQL may read the primary key instead of the index of failures, since that is in the same order.
  const isOwned = sql`${sql.ref(owner)} between ${ownerId} and ${ownerId}`;
  return sql`
  found as materialized (
    select * from deliveries
    where ${isOwned} and status_reason is not null and id > ${after}::uuid and id < ${before}::uuid
    order by ${sql.ref(owner)}, id limit ${sql.lit(search.scannedMax)}
  ),
  scanned as ${criteria.text === null ? sql`not materialized (select * from found)` : sql`materialized (${firstOfFound})`},
  matching as materialized (
    select id, event_id, webhook_id, event_type from scanned as deliveries
    where ${sql.join(conditions, sql` and `)}
    order by id limit ${sql.lit(search.matchedMax)}
  ),
  examined as materialized (
    select m.*, e.body_bytes,
      case
        when r.id is not null then 'REPEATED'
        when w.reason is not null then w.reason
        when e.id is null then 'EVENT_NOT_KEPT'
        when row_number() over (partition by m.event_id, m.webhook_id order by m.id desc) > 1 then 'REPEATED'
      end as skip_reason
    from matching m
    cross join lateral (
      select ${endReason} as reason from (select m.webhook_id as id) as given left join webhooks w using (id) limit 1
    ) w
    left join lateral (
      select id, octet_length(body) as body_bytes from events
      where id = m.event_id and workspace_id = ${workspaceId} and erased_at is null limit 1
    ) e on true
    left join lateral (
      select id from deliveries
      where event_id = m.event_id and webhook_id = m.webhook_id and trigger in ('RESEND', 'RECOVERY')
        and id > m.id and (status <> 'FAILED' or id >= ${search.repeatsFrom}::uuid) limit 1
    ) r on true
  )`;
}

/** Up to the row at which the bytes run out. The size of a payload is known without reading it. */
const firstOfFound = sql`
  select * from (
    select found.*, sum(bytes) over (order by found.id) - bytes as bytes_before
    from found cross join lateral (
      select coalesce((select octet_length(body) from events where id = found.event_id limit 1), 0) as bytes
    ) as event
  ) as sized where bytes_before < ${sql.lit(textBytesMax)}
`;

/** Whether `scanned` has all failed deliveries. */
export function isScannedToEnd({ scannedMax }: Pick<FailedSearch, 'scannedMax'>) {
  return sql`(
    (select count(*) from found) < ${sql.lit(scannedMax)}
    and (select count(*) from scanned) = (select count(*) from found)
  )`;
}

/** Looks up one event at a time. An `exists` may become a join that reads every payload of the log. */
function isInEvent(text: string) {
  return sql`(select ${containsText(text)} from events where events.id = deliveries.event_id)`;
}
