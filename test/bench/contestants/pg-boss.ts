import { PgBoss } from 'pg-boss';
import { deliveriesPerCall, type Contestant, type ContestantOptions } from './contestant.ts';
import { makeJobs, type Job } from './posts.ts';

const queue = 'deliveries';

/**
 * The fastest of those tried: 1 to 10 workers, batches of 12 to 400, with and without notices, a table of its
 * own and one result for each job. Larger batches are hardly faster and would hold all outstanding jobs at once.
 */
const options = {
  localConcurrency: 2,
  batchSize: 200,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  // One failure must not send the rest of its batch again.
  perJobResults: true,
} as const;

/** pg-boss: jobs of one queue, in batches, woken by LISTEN. */
export async function createPgBoss(asked: ContestantOptions): Promise<Contestant> {
  const { databaseUrl, webhooks, post } = asked;
  const boss = new PgBoss({ connectionString: databaseUrl, useListenNotify: true });
  let done = 0;
  let failure: Error | undefined;
  boss.on('error', (error) => (failure = error));
  await boss.start();
  await boss.createQueue(queue, { notify: true });

  async function send({ id, data }: { id: string; data: Job }) {
    await post(data);
    done += 1;
    return { id, status: 'completed' } as const;
  }

  return {
    publish() {
      const jobs = makeJobs(webhooks, deliveriesPerCall).map((data) => ({ data }));
      return boss.insert(queue, jobs);
    },
    deliveriesPerCall,
    async start() {
      await boss.work<Job>(queue, options, (jobs) => Promise.all(jobs.map(send)));
    },
    stop: () => boss.offWork(queue),
    countDone() {
      if (failure) throw failure;
      return done;
    },
    countEveryMs: 5,
    async countOpen() {
      const { rows } = await boss
        .getDb()
        .executeSql(`select count(*)::int as count from pgboss.job where state <> 'completed'`);
      return Number((rows as { count: number }[])[0]?.count);
    },
    close: () => boss.stop({ graceful: false }),
  };
}
