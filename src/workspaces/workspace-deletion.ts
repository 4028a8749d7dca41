import { sql, toDate, type EntityManager } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';

/** The progress of the deletion of a workspace. Known for 30 days after its end. */
export interface WorkspaceDeletion {
  workspaceId: string;
  requestedAt: Date;
  /** Null until everything is gone. */
  endedAt: Date | null;
  /** Rows removed so far, of all tables. */
  removedCount: number;
}

/** Part of a condition: whether the workspace with this id is being deleted. */
export function isBeingDeleted(id: ReturnType<typeof sql>) {
  return sql`exists (select from workspace_deletions where workspace_id = ${id} and ended_at is null)`;
}

/** Part of a condition: whether the workspace exists and is not being deleted. */
export function isInUse(id: string) {
  return sql`(exists (select from workspaces where id = ${id}) and not ${isBeingDeleted(sql`${id}`)})`;
}

/** @throws UserError CONFLICT on `id` while the workspace is being deleted */
export async function refuseWhileDeleted(em: EntityManager, id: string): Promise<void> {
  const { rows } = await sql`select where ${isBeingDeleted(sql`${id}`)}`.execute(em.getKysely());
  if (rows.length === 0) return;
  const message =
    'This workspace is being deleted. Its id can be used again when workspaceDeletion has an endedAt.';
  throw userError(UserErrorCode.CONFLICT, message, 'id');
}

/** Reads the last deletion of a workspace; null if there was none in the last 30 days. */
export async function readDeletion(
  em: EntityManager,
  id: string,
): Promise<WorkspaceDeletion | null> {
  const { rows } = await sql<Row>`
    select workspace_id as "workspaceId", requested_at as "requestedAt", ended_at as "endedAt",
      removed_count::float8 as "removedCount"
    from workspace_deletions where workspace_id = ${id}
  `.execute(em.getKysely());
  return rows.map(toDeletion)[0] ?? null;
}

/**
 * Begins the deletion of a workspace, in the caller's transaction: its tokens are refused from now on. Does nothing
 * while it is being deleted, or when it was.
 *
 * @returns null when the workspace does not exist and no deletion of it is known
 */
export async function requestDeletion(
  em: EntityManager,
  id: string,
): Promise<WorkspaceDeletion | null> {
  await sql`
    with found as (select id from workspaces where id = ${id} for update)
    insert into workspace_deletions as known (workspace_id) select id from found
    on conflict (workspace_id) do update set requested_at = clock_timestamp(),
        requested_xid = excluded.requested_xid, settled_xid = null, ended_at = null, removed_count = 0
      where known.ended_at is not null
  `.execute(em.getKysely());
  return readDeletion(em, id);
}

/** The workspaces that are being deleted, oldest request first. */
export async function listDeletions(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspace_id as id from workspace_deletions where ended_at is null order by requested_at
  `.execute(em.getKysely());
  return rows.map(({ id }) => id);
}

/** Adds to the number of removed rows. */
export async function noteRemoved(em: EntityManager, id: string, count: number): Promise<void> {
  await sql`
    update workspace_deletions set removed_count = removed_count + ${count}::int where workspace_id = ${id}
  `.execute(em.getKysely());
}

/**
 * Whether everything is visible that was written without knowing of the deletion. First, `graceSeconds` have passed since
 * the request, and no snapshot from before its commit is left: from then on, every statement sees it. Second, all
 * transactions that were open at that time have ended, since their earlier statements may have written. After a
 * restore, the numbers of transactions from before it lie in the future, and none of these is left.
 */
export async function isSettled(
  em: EntityManager,
  id: string,
  graceSeconds: number,
): Promise<boolean> {
  const kysely = em.getKysely();
  await sql`
    update workspace_deletions set settled_xid = pg_current_xact_id()
    where workspace_id = ${id} and settled_xid is null
      and requested_at <= clock_timestamp() - make_interval(secs => ${graceSeconds}::float8)
      and (requested_xid >= pg_snapshot_xmax(pg_current_snapshot())
        or requested_xid < pg_snapshot_xmin(pg_current_snapshot()) and not exists (
          select from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'
            and age(backend_xmin) >= age(requested_xid::xid)))
  `.execute(kysely);
  const { rows } = await sql`
    select from workspace_deletions
    where workspace_id = ${id} and (settled_xid < pg_snapshot_xmin(pg_current_snapshot())
      or settled_xid >= pg_snapshot_xmax(pg_current_snapshot()))
  `.execute(kysely);
  return rows.length > 0;
}

/**
 * Removes the workspace itself, in one transaction with the end of its deletion. Nothing that names it may be left.
 *
 * @returns false if it had ended before
 */
export async function endDeletion(em: EntityManager, id: string): Promise<boolean> {
  const { rows } = await sql`
    with ended as (
      update workspace_deletions set ended_at = clock_timestamp(), removed_count = removed_count + 1
      where workspace_id = ${id} and ended_at is null
      returning workspace_id
    )
    delete from workspaces where id = (select workspace_id from ended) returning id
  `.execute(em.getKysely());
  return rows.length > 0;
}

/** Forgets deletions 30 days after their end. */
export async function pruneDeletions(em: EntityManager): Promise<void> {
  await sql`delete from workspace_deletions where ended_at < now() - interval '30 days'`.execute(
    em.getKysely(),
  );
}

interface Row extends Pick<WorkspaceDeletion, 'workspaceId' | 'removedCount'> {
  requestedAt: string;
  endedAt: string | null;
}

function toDeletion({ requestedAt, endedAt, ...row }: Row): WorkspaceDeletion {
  return { ...row, requestedAt: toDate(requestedAt), endedAt: toDate(endedAt) };
}
