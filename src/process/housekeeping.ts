import { makePartitions, type Database } from '../db/index.ts';
import { forgetChanges } from '../deliveries/index.ts';
import { forgetKeys } from '../events/index.ts';
import type { ErrorLog } from '../kernel/index.ts';
import { forgetWebhookKeys } from '../webhooks/index.ts';

/** What has to be done now and then, on any node; doing it twice does no harm. */
export interface Housekeeping {
  start(): void;
  stop(): Promise<void>;
}

const everyMs = 3_600_000;

/** Makes the partitions of the coming days and forgets what has run out, once an hour. */
export function createHousekeeping(database: Database, errorLog: ErrorLog): Housekeeping {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const em = database.em.fork();
    for (const task of [makePartitions, forgetChanges, forgetKeys, forgetWebhookKeys]) {
      try {
        await task(em);
      } catch (error) {
        errorLog.noteRetried(error, `housekeeping: ${task.name} failed, will retry in an hour`);
      }
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        running ??= run().finally(() => (running = undefined));
      }, everyMs);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
