import { waitSeconds, type Metrics } from '../kernel/index.ts';

/** Counts what the live feed tells its subscribers. */
export interface LiveMetrics {
  /** A subscriber is told that something may be missing. */
  noteGap(): void;
  /** How old the oldest change was that one read has told; null when there was none. */
  noteLag(seconds: number | null): void;
}

/** Declares the metrics of the live stream. */
export function createLiveMetrics(metrics: Metrics, countSubscribers: () => number): LiveMetrics {
  metrics.gauge('live_subscribers', 'Subscriptions that are open on this node.', countSubscribers);
  const gaps = metrics.counter(
    'live_gaps_total',
    'Updates that told a subscriber of a gap: it read too slowly, too much changed at once, or the epoch changed.',
  );
  const lag = metrics.histogram(
    'live_lag_seconds',
    'Age of the oldest change of each read when its subscribers are told.',
    waitSeconds,
  );
  return {
    noteGap: () => gaps.inc(),
    noteLag(seconds) {
      if (seconds !== null) lag.observe(seconds);
    },
  };
}
