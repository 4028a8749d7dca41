import type { Database } from '../db/index.ts';
import type { Clock, ErrorLog, Metrics } from '../kernel/index.ts';
import {
  readFigures,
  refreshFigures,
  type ClusterFigures,
  type SharedFigures,
} from './measure-cluster.ts';

/** What a node knows of the database for its metrics. */
export interface ClusterMetrics {
  start(): void;
  stop(): Promise<void>;
}

export interface ClusterMetricsOptions {
  database: Database;
  clock: Clock;
  errorLog: ErrorLog;
  metrics: Metrics;
}

/** Older figures are shown no more: those of a node that is cut off would hide what the others see. */
const staleSeconds = 60;
/** Milliseconds between two reads of the row. */
const readEveryMs = 5_000;

/** The figures as they were read last. */
interface Known extends SharedFigures {
  /** On the monotonic clock. */
  readMs: number;
  /** This machine's time less the database's. */
  clockDifferenceSeconds: number;
}

/**
 * Reads the row of figures every 5 s, and measures them for all nodes when they are old. A scrape only reads what
 * is known.
 */
export function createClusterMetrics(options: ClusterMetricsOptions): ClusterMetrics {
  const { database, clock, errorLog } = options;
  let known: Known | null = null;
  let startedMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function read(): Promise<void> {
    const sentMs = clock.now().getTime();
    const shared = await readFigures(database.em.fork());
    const middleMs = (sentMs + clock.now().getTime()) / 2;
    const clockDifferenceSeconds = (middleMs - shared.databaseMs) / 1_000;
    known = { ...shared, clockDifferenceSeconds, readMs: clock.monotonicMs() };
  }

  async function look(): Promise<void> {
    try {
      await read();
      if (await refreshFigures(database)) await read();
    } catch (error) {
      errorLog.noteRetried(error, 'metrics: cannot measure, will retry');
    }
  }

  function lookOnce(): void {
    running ??= look().finally(() => (running = undefined));
  }

  const ageSeconds = () => {
    const { ageSeconds: age = null, readMs = startedMs } = known ?? {};
    return readMs === null ? null : (age ?? 0) + (clock.monotonicMs() - readMs) / 1_000;
  };
  exposeReading(options, () => known, ageSeconds);
  exposeFigures(options.metrics, (name) =>
    (ageSeconds() ?? 0) > staleSeconds ? null : (known?.figures[name] ?? null),
  );
  return {
    start() {
      startedMs = clock.monotonicMs();
      timer = setInterval(lookOnce, readEveryMs);
      lookOnce();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

function exposeReading(
  { metrics }: ClusterMetricsOptions,
  read: () => Known | null,
  readAge: () => number | null,
): void {
  metrics.gauge(
    'clock_difference_seconds',
    "This machine's time less the database's, to half a round trip.",
    () => read()?.clockDifferenceSeconds ?? null,
  );
  metrics.gauge(
    'cluster_figures_age_seconds',
    'How long ago the figures of the database were measured, by one node for all every 15 s; as long as there are none, how long this node has been looking.',
    readAge,
  );
}

type ReadFigure = (name: keyof ClusterFigures) => number | null;

function exposeFigures(metrics: Metrics, read: ReadFigure): void {
  const gauge = (name: string, figure: keyof ClusterFigures, help: string) =>
    metrics.gauge(name, help, () => read(figure));
  gauge(
    'deliveries_ready',
    'readyCount',
    'Deliveries that are due, not leased, and whose webhook takes them; counted to 100,000.',
  );
  gauge('deliveries_leased', 'leasedCount', 'Deliveries under a lease; counted to 100,000.');
  gauge(
    'oldest_ready_age_seconds',
    'oldestReadySeconds',
    'For how long the oldest ready delivery could have been sent; missing when none is ready.',
  );
  gauge(
    'oldest_snapshot_age_seconds',
    'oldestSnapshotSeconds',
    "Age of the oldest transaction with a snapshot, which keeps PostgreSQL from cleaning up; of other roles' sessions only with pg_read_all_stats.",
  );
  gauge(
    'partitions_ahead_seconds',
    'partitionsAheadSeconds',
    'Time until the first day without a partition of its own; looked at for 9 days.',
  );
  metrics.gaugeBy('webhooks', 'Webhooks whose receiver is in trouble, by state.', 'state', () => ({
    failing: read('failingCount'),
    cooling_down: read('coolingDownCount'),
    disabled_receiver_gone: read('disabledGoneCount'),
    disabled_failing: read('disabledFailingCount'),
  }));
}
