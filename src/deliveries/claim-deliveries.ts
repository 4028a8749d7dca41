import { randomUUID } from 'node:crypto';
import { arrayOf, prepared, sql, type EntityManager } from '../db/index.ts';
import type { BegunProbe } from '../webhooks/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import type { DeliveryTrigger } from './delivery-status.ts';
import {
  endUnsendable,
  findUnsendable,
  loadOrRelease,
  type ClaimedEvent,
} from './load-claimed-events.ts';

/** The most that one webhook may get in a claim. */
export interface ClaimQuota {
  webhookId: string;
  /** Deliveries. */
  count: number;
  /** Bytes of bodies for its workspace in this claim; the first delivery is taken even if it is larger. */
  workspaceBytes: number;
}

/** One claim of due deliveries. Due tests of all webhooks come first. */
export interface ClaimRequest {
  quotas: readonly ClaimQuota[];
  /** The most deliveries, tests included. */
  countMax: number;
  /** The most bytes of bodies in total; the first delivery is taken even if it is larger. */
  bytesMax: number;
  leaseSeconds: number;
  /** Reads the monotonic clock that leases are counted on in this process. */
  monotonicMs: () => number;
  /** Finds an event in memory; events not found there are read from the database. */
  findEvent?: (id: string) => ClaimedEvent | undefined;
}

/** The result of a claim. */
export interface ClaimResult {
  /** Leased to this process. */
  claimed: ClaimedDelivery[];
  /** Due deliveries found for each webhook, without tests; Infinity if some of them were not claimed. */
  foundOf: ReadonlyMap<string, number>;
}

/**
 * Leases due deliveries to this process, oldest first for each webhook. For a webhook that is not ACTIVE or
 * is cooling down, only tests are leased. Rows that another node is claiming are skipped.
 */
export async function claimDeliveries(
  em: EntityManager,
  request: ClaimRequest,
): Promise<ClaimResult> {
  const { unsendable, ...result } = await claim(em, request, new Map());
  await endUnsendable(em, unsendable, result.claimed);
  return result;
}

/**
 * Leases due deliveries as `claimDeliveries` does, and leaves it to the caller to end those that cannot be sent.
 *
 * @param marks the probes that have begun, by webhook. If there are any, all webhooks of the request must have one.
 */
export async function claim(
  em: EntityManager,
  request: ClaimRequest,
  marks: ReadonlyMap<string, BegunProbe>,
) {
  const startedMs = request.monotonicMs();
  const token = randomUUID();
  const found = await lease(em, request, token, marks.size > 0);
  const leased = found.flatMap(({ attemptCount, isTaken, ...row }) =>
    isTaken ? [{ ...row, token, attempt: attemptCount + 1 }] : [],
  );
  const events = await loadOrRelease(em, leased, request.findEvent);
  const leaseEndsMs = startedMs + request.leaseSeconds * 1_000;
  const claimed = leased.flatMap((row): ClaimedDelivery[] => {
    const event = events.get(row.eventId);
    if (!event || event.body.length === 0) return [];
    const probe = row.trigger === 'TEST' ? null : (marks.get(row.webhookId)?.mark ?? null);
    return [{ ...row, ...event, probe, leaseEndsMs, webhookSeenMs: startedMs, companions: [] }];
  });
  return { claimed, unsendable: findUnsendable(leased, events), foundOf: countByWebhook(found) };
}

function countByWebhook(found: readonly LeasedRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { webhookId, trigger, isTaken } of found) {
    if (trigger !== 'TEST')
      counts.set(webhookId, (counts.get(webhookId) ?? 0) + (isTaken ? 1 : Infinity));
  }
  return counts;
}

interface LeasedRow {
  id: string;
  workspaceId: string;
  webhookId: string;
  webhookVersion: number;
  eventId: string;
  trigger: DeliveryTrigger;
  attemptCount: number;
  dueMs: number;
  isTaken: boolean;
}

/**
 * One statement, so that all its parts see the same state. It looks the queue up by index, one webhook at
 * a time, since PostgreSQL cannot know the size of the queue (see `lockClaims`).
 */
async function lease(
  em: EntityManager,
  request: ClaimRequest,
  token: string,
  isProbing: boolean,
): Promise<LeasedRow[]> {
  const { rows } = await sql<LeasedRow>`${prepared('claim deliveries')}
    with ${findDue(request, isProbing)},
    ${decideTaken(request)},
    leased as (
      update delivery_queue set
        claim_token = ${token}::uuid,
        due_at = clock_timestamp() + make_interval(secs => ${request.leaseSeconds}::int)
      where delivery_id = any(array(select delivery_id from decided where is_taken))
    )
    select delivery_id as id, workspace_id as "workspaceId", webhook_id as "webhookId", version as "webhookVersion",
      event_id as "eventId", trigger, attempt_count as "attemptCount",
      extract(epoch from greatest(due_at, updated_at))::float8 * 1000 as "dueMs", is_taken as "isTaken"
    from decided order by n
  `.execute(em.getKysely());
  return rows;
}

/**
 * A common table expression `found` (n, and the columns of the queue): due rows, locked, in the order to claim them.
 * Rows without a text are not claimed (`end-textless.ts`).
 */
function findDue({ quotas, countMax }: ClaimRequest, isProbing: boolean) {
  return sql`
    tests as (
      select q.*, w.version, w.updated_at, null::float8 as bytes_max, 0 as place
      from delivery_queue q join webhooks w on w.id = q.webhook_id and w.deleted_at is null
      where q.trigger = 'TEST' and q.due_at <= now() and q.claim_token is null and q.body_bytes > 0
      order by q.due_at limit ${countMax}::int
      for update of q skip locked
    ),
    others as (
      select q.*, w.version, w.updated_at, quota.bytes_max, quota.place
      from unnest(
        ${arrayOf('uuid', quotas, ({ webhookId }) => webhookId)}, ${arrayOf('int', quotas, ({ count }) => count)},
        ${arrayOf('float8', quotas, ({ workspaceBytes }) => workspaceBytes)}
      ) with ordinality as quota (webhook_id, count, bytes_max, place)
      cross join lateral (
        select version, updated_at from webhooks
        where id = quota.webhook_id and deleted_at is null and not suspended and disabled_at is null
          and paused_at is null and (cooling_down_until is null or ${isProbing}::boolean)
        limit 1 -- looked up one by one, however many webhooks there are
      ) w
      cross join lateral (
        select * from delivery_queue
        where webhook_id = quota.webhook_id and due_at <= now() and claim_token is null and trigger <> 'TEST'
          and body_bytes > 0
        order by due_at limit quota.count
        for update skip locked
      ) q
    ),
    found as (
      select *, row_number() over (order by place, due_at, delivery_id) as n
      from (select * from tests union all select * from others) as due
    )`;
}

/** A common table expression `decided`: `found`, and whether each row fits the limits of its workspace and of the claim. */
function decideTaken({ countMax, bytesMax }: ClaimRequest) {
  return sql`
    -- A row beyond the limit of its workspace does not count against the limit of the claim.
    allowed as (
      select *, bytes_max is null or row_number() over own = 1 or sum(body_bytes) over own <= bytes_max as is_allowed
      from found
      window own as (partition by workspace_id order by n)
    ),
    summed as (
      select *, count(*) filter (where is_allowed) over up_to_here as count_so_far,
        sum(body_bytes) filter (where is_allowed) over up_to_here as bytes_so_far
      from allowed
      window up_to_here as (order by n)
    ),
    decided as (
      select *, is_allowed and count_so_far <= ${countMax}::int
        and (count_so_far = 1 or bytes_so_far <= ${bytesMax}::float8) as is_taken
      from summed
    )`;
}
