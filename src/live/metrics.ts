import { waitSeconds, type Metrics } from '../kernel/index.ts';

/** Metrics of the live feed. */
export interface LiveMetrics {
  /** A subscriber got a gap. */
  noteGap(): void;
  /** Age of the oldest change of one read; null when there was none. */
  noteLag(seconds: number | null): void;
}

/** Declares the metrics of the live stream. */
export function createLiveMetrics(metrics: Metrics, countSubscribers: () => number): LiveMetrics {
  metrics.gauge(
    'live_subscribers',
    'Open subscriptions to deliveries and webhooks on this node.',
    countSubscribers,
  );
  const gaps = metrics.counter(
    'live_gaps_total',
    'Gaps sent to subscribers: the client read too slowly, too much changed at once, or the epoch changed.',
  );
  const lag = metrics.histogram(
    'live_lag_seconds',
    'Age of the oldest change of each read when it is sent to subscribers.',
    waitSeconds,
  );
  return {
    noteGap: () => gaps.inc(),
    noteLag(seconds) {
      if (seconds !== null) lag.observe(seconds);
    },
  };
}
