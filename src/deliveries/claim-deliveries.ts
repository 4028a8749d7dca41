import { randomUUID } from 'node:crypto';
import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import type { DeliveryTrigger } from './delivery-status.ts';
import { beginProbes } from '../webhooks/index.ts';
import { splitByDay } from './id-bounds.ts';

/** How much of what is due to take. */
export interface ClaimRequest {
  /** Free slots of each webhook; none for a webhook that is not named. */
  slotsByWebhook: ReadonlyMap<string, number>;
  /** Those of them whose cool-down is over: one delivery of each is taken, as a probe. */
  probedWebhookIds: ReadonlySet<string>;
  /** The most deliveries to take in all, due TEST deliveries included. */
  slots: number;
  /** The most bytes of bodies to take; one delivery is taken even when it is larger. */
  bytesMax: number;
  leaseSeconds: number;
  /** Reads the monotonic clock that leases are counted on in this process. */
  monotonicMs: () => number;
}

/**
 * Takes due deliveries under a lease, oldest first for each webhook. One whose lease ran out is left to
 * `expireLeases`, which makes it due again.
 */
export async function claimDeliveries(
  em: EntityManager,
  request: ClaimRequest,
): Promise<ClaimedDelivery[]> {
  return em.transactional(async (transaction) => {
    const startedMs = request.monotonicMs();
    const leaseEndsMs = startedMs + request.leaseSeconds * 1000;
    const due = await lockDue(transaction, request);
    const loaded = await loadBodies(transaction, due, request.bytesMax);
    const taken = await pickProbes(transaction, loaded, request);
    const token = randomUUID();
    await lease(
      transaction,
      taken.map((row) => row.id),
      token,
      request.leaseSeconds,
    );
    return taken.map(({ attemptCount, ...row }) => ({
      ...row,
      token,
      attempt: attemptCount + 1,
      leaseEndsMs,
      webhookSeenMs: startedMs,
    }));
  });
}

interface DueRow {
  id: string;
  workspaceId: string;
  webhookId: string;
  webhookVersion: number;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  attemptCount: number;
  dueMs: number;
}

async function lockDue(em: EntityManager, request: ClaimRequest): Promise<DueRow[]> {
  const columns = sql`d.id, d.workspace_id as "workspaceId", w.id as "webhookId", w.version as "webhookVersion",
    event_id as "eventId", event_type as "eventType", trigger, attempt_count as "attemptCount",
    extract(epoch from greatest(due_at, w.updated_at))::float8 * 1000 as "dueMs"`;
  const kysely = em.getKysely();
  const tests = await sql<DueRow>`
    select ${columns} from deliveries d join webhooks w on w.id = d.webhook_id
    where trigger = 'TEST' and due_at <= now() and claim_token is null
    order by due_at limit ${request.slots}::int
    for update of d skip locked
  `.execute(kysely);
  const others = await sql<DueRow>`
    select due.* from unnest(
      ${[...request.slotsByWebhook.keys()]}::uuid[], ${[...request.slotsByWebhook.values()]}::int[]
    ) as turn (webhook_id, slots)
    join webhooks w on w.id = turn.webhook_id
    cross join lateral (
      select ${columns} from deliveries d
      where d.webhook_id = turn.webhook_id and due_at <= now()
        and claim_token is null and trigger <> 'TEST'
      order by due_at limit turn.slots
      for update skip locked
    ) due
    limit ${request.slots - tests.rows.length}::int
  `.execute(kysely);
  return [...tests.rows, ...others.rows];
}

type RowWithBody = DueRow & { body: Buffer };
type ProbedRow = RowWithBody & Pick<ClaimedDelivery, 'probe'>;

/** The bodies in the order of the rows, until the bytes are used up; the rows behind them stay unclaimed. */
async function loadBodies(
  em: EntityManager,
  rows: DueRow[],
  bytesMax: number,
): Promise<RowWithBody[]> {
  const bodies = new Map<string, Buffer>();
  for (const day of splitByDay(rows, (row) => row.eventId)) {
    const { rows: found } = await sql<{ id: string; body: string }>`
      select id, body from events
      where id = any(${[...new Set(day.rows.map((row) => row.eventId))]}::uuid[])
        and id between ${day.least}::uuid and ${day.greatest}::uuid
    `.execute(em.getKysely());
    for (const event of found) bodies.set(event.id, Buffer.from(event.body));
  }
  const taken: RowWithBody[] = [];
  let bytes = 0;
  for (const row of rows) {
    const body = bodies.get(row.eventId);
    if (!body) continue; // its event is kept no longer: it stays where it is, and the others go on
    bytes += body.length;
    if (taken.length > 0 && bytes > bytesMax) break;
    taken.push({ ...row, body });
  }
  return taken;
}

/** One delivery for each probe that may begin now; a TEST is none. */
async function pickProbes(
  em: EntityManager,
  rows: RowWithBody[],
  { probedWebhookIds, leaseSeconds }: ClaimRequest,
): Promise<ProbedRow[]> {
  const isProbed = (row: DueRow) => row.trigger !== 'TEST' && probedWebhookIds.has(row.webhookId);
  const wanted = new Set(rows.filter(isProbed).map((row) => row.webhookId));
  const begunProbes = new Map(await beginProbes(em, [...wanted], leaseSeconds));
  return rows.flatMap((row): ProbedRow[] => {
    if (!isProbed(row)) return [{ ...row, probe: null }];
    const begun = begunProbes.get(row.webhookId);
    begunProbes.delete(row.webhookId);
    return begun ? [{ ...row, probe: begun.mark, webhookVersion: begun.webhookVersion }] : [];
  });
}

async function lease(
  em: EntityManager,
  ids: string[],
  token: string,
  leaseSeconds: number,
): Promise<void> {
  for (const day of splitByDay(ids, (id) => id)) {
    await sql`
      update deliveries
      set claim_token = ${token}::uuid, due_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where id = any(${day.rows}::uuid[]) and id between ${day.least}::uuid and ${day.greatest}::uuid
    `.execute(em.getKysely());
  }
}
