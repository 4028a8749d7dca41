import { arrayOf, sql } from '../../db/index.ts';
import { countedMax, timeOfId } from '../../kernel/index.ts';
import { toConditions } from '../criteria-conditions.ts';
import type { DeliveryCriteria } from '../delivery-criteria.ts';
import { firstIdAt } from '../split-by-day.ts';

export type Fragment = ReturnType<typeof sql>;

/** A search of the log: the lists that it returns, the index that it reads, and the checks of each row. */
export interface DeliverySearch {
  /** An item of a `from`, as `list (key)`: one row for each list. */
  lists: Fragment;
  /** An item of a `from`, as `source (key)`: the keys of the index whose rows are merged into the list `list.key`. */
  sources: Fragment;
  /** Whether a list has more than one source. */
  isMerged: boolean;
  /** Conditions on columns of `deliveries` that the index serves, with `source.key`. */
  range: readonly [Fragment, ...Fragment[]];
  /** Conditions on columns of `deliveries` that are checked row by row. */
  checks: readonly Fragment[];
  /** Appears in the payload, which is checked row by row; null for any payload. */
  text: string | null;
  /** The most rows of a source that one statement checks. */
  rowsMax: number;
  /** The most bytes of payloads of a source that one statement searches for the text. */
  bytesMax: number;
  /** The most matches of a list that are counted. */
  countMax: number;
}

/** Checked in 15 ms, since they were inserted one after the other. */
const rowsMax = 50_000;
/** Checked in up to 50 ms: each row of a webhook, or each that failed, is on another page of the table. */
const apartRowsMax = 10_000;
/** Checked in 40 ms, with payloads of 1 KiB. */
const textRowsMax = 3_000;
/** As much as 4,000 usual payloads have; one may have 256 KiB. */
const textBytesMax = 4 * 1024 * 1024;
/** The most rows that are counted for all lists together: 20 lists may have `countedMax` each. */
const countedOfAllMax = 20 * countedMax;
/**
 * The most webhooks whose rows are merged after each was checked: of many, each would come only a little further. The
 * list of the workspace is searched for more.
 */
const checkedWebhooksMax = 5;

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
  if (scope.listsOf) return searchEachWebhook(criteria, scope, scope.listsOf);
  if (eventId !== null) return searchEvent(criteria, scope, eventId);
  if (!webhookIds) return searchWorkspace(criteria, scope);
  const merged = mergeWebhooks(criteria, scope, webhookIds);
  // A text is searched in too few rows of the workspace to find those of a quiet webhook.
  const isChecked = merged.checks.length > 0 && merged.text === null;
  return isChecked && webhookIds.length > checkedWebhooksMax
    ? searchWorkspace(criteria, scope)
    : merged;
}

/** Plans a list of the deliveries of each event (UUIDs). The caller must have checked their workspace. */
export function planEventLists(eventIds: readonly string[]): DeliverySearch {
  const ids = arrayOf('uuid', eventIds, (id) => id);
  const firstIds = arrayOf('uuid', eventIds, (id) => firstIdAt(timeOfId(id)));
  return {
    ...toLists(sql`unnest(${ids}, ${firstIds}) as list (key, first_id)`, eventIds.length),
    // A delivery is never older than its event, so older partitions are not read.
    range: [sql`event_id = source.key`, sql`id >= list.first_id`],
    ...{ checks: [], text: null, rowsMax: apartRowsMax, bytesMax: textBytesMax },
  };
}

type Lists = Pick<DeliverySearch, 'lists' | 'sources' | 'isMerged' | 'countMax'>;
type Rows = Omit<DeliverySearch, keyof Lists>;

/** Lists with one source each. */
function toLists(lists: Fragment, count: number): Lists {
  const sources = sql`(select list.key) as source (key)`;
  const countMax = Math.min(countedMax, Math.floor(countedOfAllMax / count));
  return { lists, sources, isMerged: false, countMax };
}

/** One list of all sources. */
function toList(sources: Fragment, isMerged = false): Lists {
  return { lists: sql`(values ('all')) as list (key)`, sources, isMerged, countMax: countedMax };
}

function searchEachWebhook(
  criteria: DeliveryCriteria,
  scope: SearchScope,
  ids: readonly string[],
): DeliverySearch {
  const lists = toLists(sql`${toWebhooks(scope, ids)} as list (key)`, ids.length);
  // All lists together have no more deliveries than `scope.ids`.
  const countMax = scope.ids ? countedMax : lists.countMax;
  return { ...lists, countMax, ...searchWebhooks(criteria, scope, ids.length) };
}

function mergeWebhooks(
  criteria: DeliveryCriteria,
  scope: SearchScope,
  ids: readonly string[],
): DeliverySearch {
  const sources = sql`${toWebhooks(scope, ids)} as source (key)`;
  return {
    ...toList(sources, ids.length > 1),
    ...searchWebhooks(criteria, scope, Math.max(1, ids.length)),
  };
}

/**
 * Only the webhook is filtered by workspace: with that filter on deliveries, the planner might read the whole log of the
 * workspace for an idle webhook.
 */
function toWebhooks({ workspaceId }: SearchScope, ids: readonly string[]): Fragment {
  return sql`(select id from webhooks where id = any(${[...ids]}::uuid[]) and workspace_id = ${workspaceId})`;
}

function searchWebhooks(criteria: DeliveryCriteria, scope: SearchScope, count: number): Rows {
  const { eventId } = criteria;
  const event = eventId === null ? [] : [sql`event_id = ${eventId}::uuid`];
  const { failed, rest } = takeFailed({ ...criteria, webhookIds: null, eventId: null });
  return {
    range: [sql`webhook_id = source.key`, ...event, ...failed, ...toSpan(criteria, scope)],
    ...toChecks(rest, scope, apartRowsMax, count),
  };
}

function searchEvent(
  criteria: DeliveryCriteria,
  scope: SearchScope,
  eventId: string,
): DeliverySearch {
  return {
    // All deliveries of an event are in one workspace.
    ...toList(sql`(
      select event_id from deliveries where event_id = ${eventId}::uuid and workspace_id = ${scope.workspaceId} limit 1
    ) as source (key)`),
    range: [sql`event_id = source.key`, ...toSpan(criteria, scope)],
    ...toChecks({ ...criteria, eventId: null }, scope, apartRowsMax),
  };
}

function searchWorkspace(criteria: DeliveryCriteria, scope: SearchScope): DeliverySearch {
  const { failed, rest } = takeFailed(criteria);
  return {
    ...toList(sql`(values (${scope.workspaceId})) as source (key)`),
    range: [sql`workspace_id = source.key`, ...failed, ...toSpan(criteria, scope)],
    ...toChecks(rest, scope, failed.length > 0 ? apartRowsMax : rowsMax),
  };
}

/** Takes the statuses out of the criteria if an index has them: only FAILED deliveries have a reason. */
function takeFailed(criteria: DeliveryCriteria): { failed: Fragment[]; rest: DeliveryCriteria } {
  const isFailedOnly = criteria.statuses?.every((status) => status === 'FAILED') ?? false;
  if (!isFailedOnly) return { failed: [], rest: criteria };
  return { failed: [sql`status_reason is not null`], rest: { ...criteria, statuses: null } };
}

/** @param count the number of sources, among which the limits are divided */
function toChecks(
  criteria: DeliveryCriteria,
  { ids }: SearchScope,
  max: number,
  count = 1,
): Pick<DeliverySearch, 'checks' | 'text' | 'rowsMax' | 'bytesMax'> {
  const { text } = criteria;
  const divided = Math.ceil((text === null ? max : textRowsMax) / count);
  return {
    checks: toConditions({ ...criteria, createdAfter: null, createdBefore: null }),
    text,
    // All sources together have no more rows than `ids`.
    rowsMax: ids && text === null ? ids.length + 1 : divided,
    bytesMax: Math.ceil(textBytesMax / count),
  };
}

/** Ids contain their creation time. */
function toSpan(criteria: DeliveryCriteria, { ids }: SearchScope): Fragment[] {
  const { createdAfter, createdBefore } = criteria;
  return [
    ...(createdAfter ? [sql`id >= ${firstIdAt(createdAfter)}::uuid`] : []),
    ...(createdBefore ? [sql`id < ${firstIdAt(createdBefore)}::uuid`] : []),
    ...(ids ? [sql`id = any(${[...ids]}::uuid[])`] : []),
  ];
}
