import { sql } from '../../../src/db/index.ts';
import { countQueued, type BenchWebhook } from '../seed.ts';
import { createServicePipeline } from '../service-loop.ts';
import { createBenchEnv, startService } from '../service.ts';
import { deliveriesPerCall, type Contestant } from './contestant.ts';

/** The service. Its worker stops by a pause of its webhooks: what is published then waits in its queue. */
export async function createServiceContestant(
  databaseUrl: string,
  webhooks: readonly BenchWebhook[],
): Promise<Contestant> {
  const app = await startService(createBenchEnv(databaseUrl));
  const kysely = () => app.database.em.fork().getKysely();
  const ids = webhooks.map(({ id }) => id);
  return {
    ...createServicePipeline({ app, webhooks, eventsPerCall: deliveriesPerCall }),
    async start() {
      await sql`update webhooks set paused_at = null where id = any(${ids}::uuid[])`.execute(
        kysely(),
      );
      await sql`select pg_notify('deliveries_due', '')`.execute(kysely());
    },
    async stop() {
      await sql`update webhooks set paused_at = now() where id = any(${ids}::uuid[])`.execute(
        kysely(),
      );
    },
    countOpen: () => countQueued(app.database),
    close: () => app.stop(),
  };
}
