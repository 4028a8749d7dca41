import { sql, type Database } from '../../../src/db/index.ts';

/** How the newest deliveries of a workspace change. */
interface Changes {
  /** The number of times that each of them changes. */
  rounds: number;
  /** The number of deliveries. */
  count: number;
  /** The response time of their last state; those before are below it. */
  lastMs: number;
}

/** Changes deliveries as records of attempts do, ten in a transaction, and tells the nodes. */
export async function changeAgain(
  database: Database,
  workspaceId: string,
  { rounds, count, lastMs }: Changes,
): Promise<void> {
  const perChange = 10;
  for (let round = 1; round <= rounds; round += 1) {
    for (let offset = 0; offset < count; offset += perChange) {
      await sql`
        with changed as (
          update deliveries set updated_at = clock_timestamp(), response_time_ms = ${lastMs - rounds + round}::int
          where id in (
            select id from deliveries where workspace_id = ${workspaceId}
            order by id desc limit ${perChange}::int offset ${offset}::int
          )
          returning id
        ),
        told as (
          insert into delivery_changes (workspace_id, delivery_ids)
          select ${workspaceId}, array_agg(id) from changed
        )
        select pg_notify('deliveries_changed', '')
      `.execute(database.em.fork().getKysely());
    }
  }
}
