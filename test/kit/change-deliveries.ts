import { sql, type Database } from '../../src/db/index.ts';

/** Which deliveries of a workspace change, and how. */
interface Change {
  workspaceId: string;
  /** The number of newer deliveries that stay as they are. */
  offset: number;
  count: number;
  /** Their response time in milliseconds from then on. */
  responseTimeMs: number;
}

/** Changes deliveries in one transaction, as a record of attempts does, and tells the nodes. */
export async function changeDeliveries(
  database: Database,
  { workspaceId, offset, count, responseTimeMs }: Change,
): Promise<void> {
  await sql`
    with changed as (
      update deliveries set updated_at = clock_timestamp(), response_time_ms = ${responseTimeMs}::int
      where id in (
        select id from deliveries where workspace_id = ${workspaceId}
        order by id desc limit ${count}::int offset ${offset}::int
      )
      returning id
    ),
    told as (
      insert into delivery_changes (workspace_id, delivery_ids) select ${workspaceId}, array_agg(id) from changed
    )
    select pg_notify('deliveries_changed', '')
  `.execute(database.em.fork().getKysely());
}
