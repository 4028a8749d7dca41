import { sql } from '../../db/index.ts';
import { toConditions } from '../criteria-conditions.ts';
import type { DeliveryCriteria } from '../delivery-criteria.ts';
import { firstIdAt } from '../split-by-day.ts';

export type Fragment = ReturnType<typeof sql>;

/** A search of the log: the index that it reads, and the checks of each row. */
export interface DeliverySearch {
  /** An item of a `from`, as `source (key)`: a key of the index for each list that is searched. */
  source: Fragment;
  /** The most lists that `source` has. */
  listCount: number;
  /** Conditions on columns of `deliveries` that the index serves, with `source.key`. */
  range: readonly [Fragment, ...Fragment[]];
  /** Conditions on columns of `deliveries` that are checked row by row. */
  checks: readonly Fragment[];
  /** Appears in the payload, which is checked row by row; null for any payload. */
  text: string | null;
  /** The most rows that one statement checks, for all lists together. */
  rowsMax: number;
}

/** Checked in 30 ms, when they were inserted one after the other. */
const rowsMax = 50_000;
/** Checked in about the same time: each row of a webhook, or each that failed, is on another page. */
const apartRowsMax = 10_000;
/** Checked in about the same time, with payloads of 1 KiB. */
const textRowsMax = 3_000;

/** Deliveries that a search is limited to. */
export interface SearchScope {
  workspaceId: string;
  /** UUIDs of webhooks, each with a list of its own; null for one list. */
  listsOf: readonly string[] | null;
  /** UUIDs of all deliveries that may match, if they are few; otherwise null. */
  ids: readonly string[] | null;
}

/**
 * Decides which index a search reads: that of an event, of webhooks or of the workspace, and of the last two the one
 * with only the failed deliveries if no others are wanted.
 */
export function planSearch(criteria: DeliveryCriteria, scope: SearchScope): DeliverySearch {
  const { eventId, webhookIds, text } = criteria;
  const isFailedOnly = criteria.statuses?.every((status) => status === 'FAILED') ?? false;
  const failed = isFailedOnly ? [sql`status_reason is not null`] : [];
  const span = [...toSpan(criteria), ...(scope.ids ? [isOneOf(scope.ids)] : [])];
  const rest = { ...criteria, createdAfter: null, createdBefore: null, text: null };
  const restOfStatus = { ...rest, ...(isFailedOnly && { statuses: null }) };

  if (scope.listsOf !== null || (webhookIds !== null && eventId === null)) {
    const ids = scope.listsOf ?? webhookIds ?? [];
    const event = eventId === null ? [] : [sql`event_id = ${eventId}::uuid`];
    return {
      // Only the webhook is filtered by workspace: with that filter on deliveries, the planner might read the whole
      // log of the workspace for an idle webhook.
      source: sql`(
        select id from webhooks where id = any(${[...ids]}::uuid[]) and workspace_id = ${scope.workspaceId}
      ) as source (key)`,
      listCount: Math.max(1, ids.length),
      range: [sql`webhook_id = source.key`, ...event, ...failed, ...span],
      checks: toConditions({ ...restOfStatus, webhookIds: null, eventId: null }),
      text,
      rowsMax: text === null ? apartRowsMax : textRowsMax,
    };
  }
  if (eventId !== null) {
    // All deliveries of an event are in one workspace.
    const source = sql`(
      select event_id from deliveries where event_id = ${eventId}::uuid and workspace_id = ${scope.workspaceId} limit 1
    ) as source (key)`;
    return {
      ...{ source, listCount: 1, text },
      range: [sql`event_id = source.key`, ...span],
      checks: toConditions({ ...rest, eventId: null }),
      rowsMax: text === null ? apartRowsMax : textRowsMax,
    };
  }
  const checked = isFailedOnly ? apartRowsMax : rowsMax;
  return {
    source: sql`(values (${scope.workspaceId})) as source (key)`,
    listCount: 1,
    range: [sql`workspace_id = source.key`, ...failed, ...span],
    checks: toConditions(restOfStatus),
    text,
    rowsMax: text === null ? checked : textRowsMax,
  };
}

/** Ids contain their creation time. */
function toSpan({ createdAfter, createdBefore }: DeliveryCriteria): Fragment[] {
  return [
    ...(createdAfter ? [sql`id >= ${firstIdAt(createdAfter)}::uuid`] : []),
    ...(createdBefore ? [sql`id < ${firstIdAt(createdBefore)}::uuid`] : []),
  ];
}

function isOneOf(ids: readonly string[]): Fragment {
  return sql`id = any(${[...ids]}::uuid[])`;
}
