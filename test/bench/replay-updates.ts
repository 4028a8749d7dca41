import type { App } from '../../src/app.ts';
import { sql } from '../../src/db/index.ts';
import { callSteadily } from './loads.ts';

const updatesPerSecond = 100;
/** Updates of one transaction: as many as a read every 50 ms finds. */
const updatesPerChange = 5;
/** More than the updates of a second, so that none are merged. */
const deliveryCount = 200;

/** Repeats live updates of finished deliveries at a fixed rate: what subscribers cost, without the deliveries. */
export interface Replay {
  /** Ends it; resolves with the number of updates of each workspace. */
  stop(): Promise<number>;
}

/** Starts a replay for each of these workspaces, of its newest deliveries. */
export async function startReplay(app: App, workspaceIds: readonly string[]): Promise<Replay> {
  const db = app.database.em.fork().getKysely();
  const { rows } = await sql<{ workspaceId: string; ids: string[] }>`
    select w.id as "workspaceId",
      array(select id from deliveries where workspace_id = w.id order by id desc limit ${deliveryCount}::int)::text[] as ids
    from workspaces w where w.id = any(${workspaceIds}::text[])
  `.execute(db);
  const ending = new AbortController();
  let changeCount = 0;

  async function change(n: number): Promise<void> {
    const first = (n * updatesPerChange) % deliveryCount;
    const changes = rows.map(({ workspaceId, ids }) => ({
      workspace_id: workspaceId,
      delivery_ids: ids.slice(first, first + updatesPerChange),
    }));
    await sql`
      with told as (
        insert into delivery_changes (workspace_id, delivery_ids)
        select * from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(workspace_id text, delivery_ids uuid[])
      )
      select pg_notify('deliveries_changed', '')
    `.execute(db);
    changeCount += 1;
  }

  const running = callSteadily(updatesPerSecond / updatesPerChange, ending.signal, change);
  return {
    async stop() {
      ending.abort();
      await running;
      return changeCount * updatesPerChange;
    },
  };
}
