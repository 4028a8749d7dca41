import type { Database } from '../db/index.ts';
import { endDeliveries, scanDueWebhooks, type DueWebhook } from '../deliveries/index.ts';
import { createLoop, type ErrorLog, type Loop } from '../kernel/index.ts';

export interface DueScannerOptions {
  database: Database;
  errorLog: ErrorLog;
  /** Receives webhooks with due deliveries. Called for each part of a scan, possibly without webhooks. */
  onDue: (webhooks: DueWebhook[]) => void;
  /** Called after deliveries were ended. */
  onChanged: () => void;
}

/** Scans regularly, since retries become due without a wake-up, and wake-ups may be lost. */
const everyMs = 1_000;
/** The shortest pause between two scans, however many wake-ups arrive. */
const gapMs = 20;
/** Webhooks of which a batch is ended after one scan: each takes some milliseconds, and the next scan waits. */
const endedPerScan = 20;

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
  /** The webhook at which the last scan stopped ending deliveries. */
  let endedUpTo = '';

  async function scanAll(stopping: AbortSignal): Promise<void> {
    const ending: DueWebhook[] = [];
    let from: string | null = null;
    do {
      const { due, nextFrom } = await scanDueWebhooks(database.em.fork(), from);
      onDue(due.filter(({ mustEnd }) => !mustEnd));
      ending.push(...due.filter(({ mustEnd }) => mustEnd));
      from = nextFrom;
    } while (from !== null && !stopping.aborted);
    await endSome(ending, stopping);
  }

  /** Ends one batch of each, so that a large backlog does not delay the next scan, which continues. */
  async function endSome(ending: DueWebhook[], stopping: AbortSignal): Promise<void> {
    const isNext = ({ webhookId }: DueWebhook) => webhookId > endedUpTo;
    const inTurn = [...ending.filter(isNext), ...ending.filter((one) => !isNext(one))];
    let count = 0;
    for (const { webhookId } of inTurn.slice(0, endedPerScan)) {
      if (stopping.aborted) break;
      endedUpTo = webhookId;
      try {
        count += await endDeliveries(database.em.fork(), webhookId);
      } catch (error) {
        errorLog.noteRetried(error, 'dispatcher: ending deliveries failed, will retry');
      }
    }
    if (count === 0) return;
    onChanged();
    loop.wake();
  }

  const loop = createLoop({
    run: scanAll,
    everyMs,
    gapMs,
    onError: (error) =>
      errorLog.noteRetried(error, 'dispatcher: scan for due deliveries failed, will retry'),
  });
  return loop;
}
