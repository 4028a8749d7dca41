import {
  afterCommit,
  sql,
  withPartitions,
  type EntityManager,
  type WakeUps,
} from '../../db/index.ts';
import { countedMax } from '../../kernel/index.ts';
import { lockRepeats } from '../lock-repeats.ts';
import { advancePart, postponePart, type RecoveryPart } from './advance-part.ts';
import { decideRoom, stepMax, type Line } from './decide-room.ts';
import { recoverPage, type PageSearch } from './recover-page.ts';
import { readFilter, toScope } from './recovery-filter.ts';

/**
 * Takes one step of the recovery whose turn it is, in one transaction. Of nodes that call it at once, each takes
 * another part.
 *
 * @returns milliseconds until the next step is due; null when no part is left for this node
 */
export async function takeStep(
  em: EntityManager,
  wakeUps: Pick<WakeUps, 'wake'>,
): Promise<number | null> {
  const turn: { part: NextPart | null } = { part: null };
  try {
    return await withPartitions(em, () =>
      em.transactional(async (transaction) => {
        const part = (turn.part = await lockNextPart(transaction));
        if (!part) return null;
        if (part.waitMs <= 0) await workOn(part, transaction, wakeUps);
        return Math.max(0, part.waitMs);
      }),
    );
  } catch (error) {
    // The other recoveries go on.
    if (turn.part) await postponePart(em.fork(), turn.part).catch(() => undefined);
    throw error;
  }
}

async function workOn(
  part: NextPart,
  em: EntityManager,
  wakeUps: Pick<WakeUps, 'wake'>,
): Promise<void> {
  await lockRepeats(em, part.workspaceId);
  const line = await readLine(em, part);
  const room = line ? decideRoom(line) : stepMax;
  if (room === 0) return postponePart(em, part);
  const page = await recoverPage(em, part, room);
  await advancePart(em, part, page, (line?.count ?? 0) + page.recoveredCount);
  if (page.recoveredCount === 0) return;
  afterCommit(em, {
    committed() {
      wakeUps.wake('deliveries_changed');
      wakeUps.wake('deliveries_due');
    },
    discarded: () => undefined,
  });
}

interface NextPart extends RecoveryPart, PageSearch {
  /** The line after the last step, and the time since then in milliseconds. */
  lineCount: number;
  elapsedMs: number;
  waitMs: number;
}

/** Locks the part whose turn is next, unless another node is working on it. */
async function lockNextPart(em: EntityManager): Promise<NextPart | null> {
  const { rows } = await sql<Row>`
    select p.recovery_id as "recoveryId", p.webhook_id as "webhookId", p.searched_to as "searchedTo",
      r.workspace_id as "workspaceId", r.filter::text,
      p.line_count as "lineCount",
      extract(epoch from clock_timestamp() - p.progressed_at)::float8 * 1000 as "elapsedMs",
      extract(epoch from p.turn_at - clock_timestamp())::float8 * 1000 as "waitMs"
    from recovery_parts p join recoveries r on r.id = p.recovery_id
    order by p.turn_at limit 1
    for update of p skip locked
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) return null;
  const { filter, searchedTo, ...part } = row;
  // A delivery that the recovery made itself is no candidate, and a repeat whatever becomes of it.
  const scope = toScope(readFilter(filter), part.recoveryId);
  return { ...part, ...scope, after: searchedTo, repeatsFrom: part.recoveryId };
}

interface Row {
  recoveryId: string;
  webhookId: string;
  workspaceId: string;
  searchedTo: string;
  filter: string;
  lineCount: number;
  elapsedMs: number;
  waitMs: number;
}

/** The line of a webhook; null if it gets no requests now: then what is made waits or is skipped, and holds up nothing. */
async function readLine(
  em: EntityManager,
  { webhookId, lineCount, elapsedMs }: NextPart,
): Promise<Line | null> {
  const { rows } = await sql<{ count: number }>`
    select (
      select count(*)::int from (
        select from delivery_queue
        where webhook_id = w.id and claim_token is null
          -- Retries wait for their time beside the line, unless everything fails.
          and due_at <= case when w.failing_since is null then now() else 'infinity' end
        limit ${sql.lit(countedMax)}
      ) as waiting
    ) + (
      -- Deliveries in the memory of nodes, of all webhooks: never many.
      select count(*)::int from delivery_queue where claim_token is not null and webhook_id = w.id
    ) as count
    from webhooks w
    where id = ${webhookId}::uuid
      and deleted_at is null and disabled_at is null and not suspended and paused_at is null
  `.execute(em.getKysely());
  const [row] = rows;
  return row ? { countBefore: lineCount, count: row.count, elapsedMs } : null;
}
