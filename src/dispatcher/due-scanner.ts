import type { Database } from '../db/index.ts';
import { endDeliveries, scanDueWebhooks, type DueWebhook } from '../deliveries/index.ts';
import { createLoop, type ErrorLog, type Loop } from '../kernel/index.ts';

export interface DueScannerOptions {
  database: Database;
  errorLog: ErrorLog;
  /** Receives webhooks with due deliveries. Called at least once per scan, possibly without webhooks. */
  onDue: (webhooks: DueWebhook[]) => void;
  /** Called after deliveries were ended. */
  onChanged: () => void;
}

/** Scans regularly, since retries become due without a wake-up, and wake-ups may be lost. */
const everyMs = 1_000;
/** At least so long from one scan to the next, however many wake-ups there are. */
const gapMs = 20;

/**
 * Finds due deliveries that were not announced to this node: retries, released deliveries, and events
 * published by other nodes. Scans all webhooks with queued deliveries once a second and on wake-ups, and
 * ends deliveries that must not be sent any more.
 */
export function createDueScanner({
  database,
  errorLog,
  onDue,
  onChanged,
}: DueScannerOptions): Loop {
  async function scanAll(stopping: AbortSignal): Promise<void> {
    let from: string | null = null;
    do {
      const { due, nextFrom } = await scanDueWebhooks(database.em.fork(), from);
      onDue(due.filter(({ endReason }) => endReason === null));
      for (const webhook of due) await end(webhook);
      from = nextFrom;
    } while (from !== null && !stopping.aborted);
  }

  /** One batch, so that a large backlog does not hold up what the scan finds for others: the next scan goes on. */
  async function end({ webhookId, endReason }: DueWebhook): Promise<void> {
    if (endReason === null) return;
    const count = await endDeliveries(database.em.fork(), webhookId, endReason);
    if (count === 0) return;
    onChanged();
    loop.wake();
  }

  const loop = createLoop({
    run: scanAll,
    everyMs,
    gapMs,
    onError: (error) =>
      errorLog.noteRetried(error, 'dispatcher: cannot look for due deliveries, will retry'),
  });
  return loop;
}
