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
  /** The most bytes of payloads that one statement searches for the text, for all lists together. */
  bytesMax: number;
}

/** Checked in 30 ms, when they were inserted one after the other. */
const rowsMax = 50_000;
/** Checked in about the same time: each row of a webhook, or each that failed, is on another page. */
const apartRowsMax = 10_000;
/** Checked in about the same time, with payloads of 1 KiB. */
const textRowsMax = 3_000;
/** As much as 4,000 usual payloads have; one may have 256 KiB. */
const textBytesMax = 4 * 1024 * 1024;

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
  const { eventId, webhookIds } = criteria;
  if (scope.listsOf) return searchWebhooks(criteria, scope, scope.listsOf);
  if (eventId !== null) return searchEvent(criteria, scope, eventId);
  return webhookIds
    ? searchWebhooks(criteria, scope, webhookIds)
    : searchWorkspace(criteria, scope);
}

function searchWebhooks(
  criteria: DeliveryCriteria,
  scope: SearchScope,
  ids: readonly string[],
): DeliverySearch {
  const { eventId } = criteria;
  const event = eventId === null ? [] : [sql`event_id = ${eventId}::uuid`];
  const { failed, rest } = takeFailed({ ...criteria, webhookIds: null, eventId: null });
  return {
    // Only the webhook is filtered by workspace: with that filter on deliveries, the planner might read the whole log
    // of the workspace for an idle webhook.
    source: sql`(
      select id from webhooks where id = any(${[...ids]}::uuid[]) and workspace_id = ${scope.workspaceId}
    ) as source (key)`,
    listCount: Math.max(1, ids.length),
    range: [sql`webhook_id = source.key`, ...event, ...failed, ...toSpan(criteria, scope)],
    ...toChecks(rest, apartRowsMax),
  };
}

function searchEvent(
  criteria: DeliveryCriteria,
  scope: SearchScope,
  eventId: string,
): DeliverySearch {
  return {
    // All deliveries of an event are in one workspace.
    source: sql`(
      select event_id from deliveries where event_id = ${eventId}::uuid and workspace_id = ${scope.workspaceId} limit 1
    ) as source (key)`,
    listCount: 1,
    range: [sql`event_id = source.key`, ...toSpan(criteria, scope)],
    ...toChecks({ ...criteria, eventId: null }, apartRowsMax),
  };
}

function searchWorkspace(criteria: DeliveryCriteria, scope: SearchScope): DeliverySearch {
  const { failed, rest } = takeFailed(criteria);
  return {
    source: sql`(values (${scope.workspaceId})) as source (key)`,
    listCount: 1,
    range: [sql`workspace_id = source.key`, ...failed, ...toSpan(criteria, scope)],
    ...toChecks(rest, failed.length > 0 ? apartRowsMax : rowsMax),
  };
}

/** Takes the statuses out of the criteria if an index has them: only FAILED deliveries have a reason. */
function takeFailed(criteria: DeliveryCriteria): { failed: Fragment[]; rest: DeliveryCriteria } {
  const isFailedOnly = criteria.statuses?.every((status) => status === 'FAILED') ?? false;
  if (!isFailedOnly) return { failed: [], rest: criteria };
  return { failed: [sql`status_reason is not null`], rest: { ...criteria, statuses: null } };
}

function toChecks(
  { text, ...criteria }: DeliveryCriteria,
  rowsMaxWithoutText: number,
): Pick<DeliverySearch, 'checks' | 'text' | 'rowsMax' | 'bytesMax'> {
  const others = { ...criteria, createdAfter: null, createdBefore: null, text: null };
  const checked = text === null ? rowsMaxWithoutText : textRowsMax;
  return { checks: toConditions(others), text, rowsMax: checked, bytesMax: textBytesMax };
}

/** Ids contain their creation time. */
function toSpan(
  { createdAfter, createdBefore }: DeliveryCriteria,
  { ids }: SearchScope,
): Fragment[] {
  return [
    ...(createdAfter ? [sql`id >= ${firstIdAt(createdAfter)}::uuid`] : []),
    ...(createdBefore ? [sql`id < ${firstIdAt(createdBefore)}::uuid`] : []),
    ...(ids ? [sql`id = any(${[...ids]}::uuid[])`] : []),
  ];
}
