import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import {
  concurrency,
  deliveriesPerCall,
  type Contestant,
  type ContestantOptions,
} from './contestant.ts';
import { makeJobs, type Job } from './posts.ts';

const identifier = 'deliver';

/**
 * The settings of its own measurements (worker.graphile.org/docs/performance), with our concurrency. Not faster
 * were: local queues of 101 to 1,000, delays up to 20 ms, a refetch delay, 24 or 50 jobs at once, 25 connections.
 */
const worker = {
  concurrentJobs: concurrency,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};

/** Graphile Worker: a local queue, completions in batches, prepared statements, woken by LISTEN. */
export async function createGraphileWorker(asked: ContestantOptions): Promise<Contestant> {
  const { databaseUrl: connectionString, webhooks, post } = asked;
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  let runner: Runner | undefined;
  let done = 0;

  async function deliver(job: unknown): Promise<void> {
    await post(job as Job);
    done += 1;
  }

  return {
    publish() {
      const jobs = makeJobs(webhooks, deliveriesPerCall);
      return utils.addJobs(jobs.map((payload) => ({ identifier, payload })));
    },
    deliveriesPerCall,
    async start() {
      const taskList = { [identifier]: deliver };
      const preset = { worker };
      runner = await run({ connectionString, logger, taskList, preset, noHandleSignals: true });
    },
    stop: async () => runner?.stop(),
    countDone: () => done,
    countEveryMs: 5,
    countOpen: () =>
      utils.withPgClient(async (client) => {
        const { rows } = await client.query<{ count: number }>(
          'select count(*)::int as count from graphile_worker.jobs',
        );
        return rows[0]?.count ?? NaN;
      }),
    close: async () => utils.release(),
  };
}
