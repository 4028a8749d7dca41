import { sql, type Database } from '../../src/db/index.ts';

/** Announces a change of every delivery of these workspaces, as one transaction would that changes them all. */
export async function changeAll(
  database: Database,
  workspaceIds: readonly string[],
): Promise<void> {
  await sql`
    with changed as (
      insert into delivery_changes (workspace_id, delivery_ids)
      select workspace_id, array_agg(id) from deliveries
      where workspace_id = any(${workspaceIds}::text[]) group by workspace_id
    )
    select pg_notify('deliveries_changed', '')
  `.execute(database.em.fork().getKysely());
}
