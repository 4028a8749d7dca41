import type { ChaosDatabase } from '../chaos-database.ts';
import type { Proxy } from '../proxy.ts';
import type { PlannedFault } from './fault.ts';

/** Ends all or half of the database's sessions, or cancels their statements. */
export async function cutSessions(database: ChaosDatabase, { how }: PlannedFault): Promise<void> {
  const act = how === 'cancel' ? 'pg_cancel_backend' : 'pg_terminate_backend';
  const which = how === 'half' ? 'and pid % 2 = 0' : '';
  await database.query(
    `select ${act}(pid) from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid() ${which}`,
  );
}

/** Cuts, stalls or slows the connection to the database, of one node or all. */
export async function harmNetwork(
  proxies: readonly Proxy[],
  { how, slot, durationMs }: PlannedFault,
): Promise<void> {
  const harmed = slot === null ? proxies : proxies.slice(slot, slot + 1);
  await Promise.all(harmed.map(async (proxy) => harm(proxy, how, durationMs)));
}

async function harm(proxy: Proxy, how: string, durationMs: number): Promise<void> {
  if (how === 'cut') proxy.cut();
  else if (how === 'stall') await proxy.stall(durationMs);
  else await proxy.trickle(durationMs);
}
