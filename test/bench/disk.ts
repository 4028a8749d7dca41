import { sql, type Database } from '../../src/db/index.ts';
import type { Figure } from './figure.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks, listApart } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { median, roundUp } from './statistics.ts';

const workspaceCount = 10;
const eventsPerCall = 100;

/** Bytes in the database (attempt and indexes included) and in the WAL for one delivery with its own event. */
export const disk: Figure = {
  title: 'disk: bytes for a delivery that succeeds at once, one to an event',
  rounds: 3,
  count: 20_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, eventsPerCall);
    const app = await startService(createBenchEnv(place.databaseUrl));
    const webhooks = await addWebhooks(app.database, place, listApart('disk', workspaceCount));
    const deliver = createServiceLoop({ app, webhooks, eventsPerCall });
    const stored: number[] = [];
    const logged: number[] = [];
    try {
      console.log(
        `  ${rounds} rounds of ${count} deliveries, bodies of ${sampleBody.length} bytes`,
      );
      await deliver(count);
      for (let round = 1; round <= rounds; round += 1) {
        const before = await readUse(app.database);
        await deliver(count);
        const after = await readUse(app.database);
        const each = (name: keyof DiskUse) => Math.round((after[name] - before[name]) / count);
        stored.push(each('stored'));
        logged.push(each('logged'));
        console.log(
          `  round ${round}: ${each('stored')} bytes stored (events ${each('events')}, deliveries ` +
            `${each('deliveries')}, queue ${each('queue')}, attempts ${each('attempts')}), ` +
            `${each('logged')} bytes of WAL`,
        );
      }
      console.log(`  median:  ${median(stored)} bytes stored, ${median(logged)} bytes of WAL`);
    } finally {
      await app.stop();
    }
  },
};

/** Bytes. */
interface DiskUse {
  events: number;
  deliveries: number;
  queue: number;
  attempts: number;
  /** All tables with their indexes. */
  stored: number;
  /** WAL written since the server was created. */
  logged: number;
}

async function readUse(database: Database): Promise<DiskUse> {
  const { rows } = await sql<DiskUse>`
    select sum(size) filter (where name like 'events%')::float8 as events,
      sum(size) filter (where name like 'deliveries%')::float8 as deliveries,
      sum(size) filter (where name = 'delivery_queue')::float8 as queue,
      sum(size) filter (where name like 'attempts%')::float8 as attempts,
      sum(size)::float8 as stored, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as logged
    from (
      select relname as name, pg_total_relation_size(oid) as size from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace
    ) as tables
  `.execute(database.em.fork().getKysely());
  const [use] = rows;
  if (!use) throw new Error('The sizes of the tables cannot be read.');
  return use;
}
