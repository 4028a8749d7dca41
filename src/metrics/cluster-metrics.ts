import type { Database } from '../db/index.ts';
import { createLoop, type Clock, type ErrorLog, type Metrics } from '../kernel/index.ts';
import {
  readFigures,
  refreshFigures,
  type ClusterFigures,
  type SharedFigures,
} from './measure-cluster.ts';

/** The figures of the database in a node's metrics. */
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

/** Older figures are not shown: a node that is cut off from the database must not show outdated ones. */
const staleSeconds = 60;
/** Milliseconds between two reads of the row. */
const readEveryMs = 5_000;

/** The figures as last read. */
interface Known extends SharedFigures {
  /** On the monotonic clock. */
  readMs: number;
  /** This machine's time minus the database's. */
  clockDifferenceSeconds: number;
}

/**
 * Reads the row of figures every 5 s, and measures them for all nodes when they are old. A scrape causes no
 * statement.
 */
export function createClusterMetrics(options: ClusterMetricsOptions): ClusterMetrics {
  const { database, clock, errorLog } = options;
  let known: Known | null = null;
  let startedMs: number | null = null;

  async function read(): Promise<void> {
    const sentMs = clock.now().getTime();
    const shared = await readFigures(database.em.fork());
    const middleMs = (sentMs + clock.now().getTime()) / 2;
    const clockDifferenceSeconds = (middleMs - shared.databaseMs) / 1_000;
    known = { ...shared, clockDifferenceSeconds, readMs: clock.monotonicMs() };
  }

  const loop = createLoop({
    run: async () => {
      await read();
      if (await refreshFigures(database)) await read();
    },
    everyMs: readEveryMs,
    onError: (error) => errorLog.noteRetried(error, 'metrics: cannot measure, will retry'),
  });

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
      loop.start();
    },
    stop: () => loop.stop(),
  };
}

function exposeReading(
  { metrics }: ClusterMetricsOptions,
  read: () => Known | null,
  readAge: () => number | null,
): void {
  metrics.gauge(
    'clock_difference_seconds',
    "This machine's time minus the database's, accurate to half a round trip.",
    () => read()?.clockDifferenceSeconds ?? null,
  );
  metrics.gauge(
    'cluster_figures_age_seconds',
    'Age of the figures of the database, which one node measures for all every 15 s; while there are none, the time since this node started reading them.',
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
    'Deliveries that are due, not leased, and whose webhook accepts them; counted up to 100,000.',
  );
  gauge('deliveries_leased', 'leasedCount', 'Leased deliveries; counted up to 100,000.');
  gauge(
    'oldest_ready_age_seconds',
    'oldestReadySeconds',
    'How long the oldest ready delivery has been ready; missing when none is ready.',
  );
  gauge(
    'oldest_snapshot_age_seconds',
    'oldestSnapshotSeconds',
    'Age of the oldest transaction with a snapshot, which prevents vacuuming; of other roles only with pg_read_all_stats.',
  );
  gauge(
    'partitions_ahead_seconds',
    'partitionsAheadSeconds',
    'Time until the first day without partitions, within the coming 9 days.',
  );
  gauge(
    'retention_success_age_seconds',
    'retentionSuccessSeconds',
    'Time since nothing older than RETENTION_DAYS was left; missing until a node has first looked, ten minutes after its start.',
  );
  metrics.gaugeBy('webhooks', 'Webhooks whose receiver is in trouble, by state.', 'state', () => ({
    failing: read('failingCount'),
    cooling_down: read('coolingDownCount'),
    disabled_receiver_gone: read('disabledGoneCount'),
    disabled_failing: read('disabledFailingCount'),
  }));
}
