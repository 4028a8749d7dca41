import type { WakeUps } from '../db/index.ts';
import { createLoop, type ErrorLog, type Loop, type Metrics } from '../kernel/index.ts';
import { dropOldDays, type DropOptions } from './drop-old-days.ts';

/** A day is dropped at most this long after it may be, and a waiting delivery ended this long after it expired. */
const everyMs = 600_000;

/** Waits after failed runs, in milliseconds. */
const retryMs = { minMs: 10_000, maxMs: 300_000 };

export interface RetentionOptions extends Omit<DropOptions, 'onDropped' | 'onEnded'> {
  wakeUps: Pick<WakeUps, 'wake'>;
  errorLog: ErrorLog;
  metrics: Metrics;
}

/** Drops old days every ten minutes. Runs on every node; one of them does the work. */
export function createRetention(options: RetentionOptions): Pick<Loop, 'start' | 'stop'> {
  const { wakeUps, errorLog, metrics } = options;
  const dropped = metrics.counter(
    'partitions_dropped_total',
    'Daily partitions of events, deliveries and attempts that this node dropped as too old.',
  );
  return createLoop({
    run: (stopping) =>
      dropOldDays(
        {
          ...options,
          onDropped: () => dropped.inc(),
          onEnded: () => wakeUps.wake('deliveries_changed'),
        },
        stopping,
      ),
    everyMs,
    runsAtStart: false,
    retry: retryMs,
    onError: (error) =>
      errorLog.noteRetried(error, 'retention: dropping old days failed, will retry'),
  });
}
