import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';
import { createMetrics, type Metrics } from '../kernel/index.ts';
import { createProcessMetrics } from './process-metrics.ts';
import { answerMetrics, createMetricsServer } from './serve-metrics.ts';

export interface WorkerMetricsOptions {
  /** The port of a separate listener; null for none. */
  port: number | null;
  version: string;
  /** Asks every worker for its metrics; null from those that do not answer. */
  askWorkers: () => Promise<readonly unknown[]>;
  countWorkers: () => WorkerCounts;
}

/** Numbers of workers now, and of restarts so far. */
export interface WorkerCounts {
  ready: number;
  missing: number;
  restarts: number;
}

/** The metrics of all workers, each with its number as the label `worker`. */
export interface WorkerMetrics {
  /** In Prometheus' text format. */
  readAll(): Promise<string>;
  /** @returns the port of the separate listener; null without one @throws Error when the port is taken or not permitted */
  listen(): Promise<number | null>;
  stop(): Promise<void>;
}

type WorkerFigures = MetricObjectWithValues<MetricValue<string>>[];

/** Gathers and serves the metrics of all workers, in the first process, which is worker 0 among them. */
export function createWorkerMetrics(options: WorkerMetricsOptions): WorkerMetrics {
  const { port, version, askWorkers, countWorkers } = options;
  const own = createMetrics(0);
  const ofProcess = createProcessMetrics(own, version);
  declareWorkers(own, countWorkers);

  async function readAll(): Promise<string> {
    const ofWorkers = (await askWorkers()) as (WorkerFigures | null)[];
    const known = ofWorkers.filter((figures) => figures !== null);
    // No two have the same labels, so nothing is added up.
    const all = AggregatorRegistry.aggregate([await own.registry.getMetricsAsJSON(), ...known]);
    return all.metrics();
  }

  const server = createMetricsServer(answerMetrics(readAll));
  return {
    readAll,
    listen: async () => (port === null ? null : server.listen(port)),
    async stop() {
      await Promise.all([server.stop(), ofProcess.stop()]);
    },
  };
}

/** Declares the metrics about the workers themselves. Those of a missing worker cannot show that it is missing. */
export function declareWorkers(metrics: Metrics, count: () => WorkerCounts): void {
  metrics.gaugeBy(
    'workers',
    'Workers by state: ready, or missing while one starts or waits for its restart.',
    'state',
    () => {
      const { ready, missing } = count();
      return { ready, missing };
    },
  );
  metrics.total(
    'worker_restarts_total',
    'Restarts of workers that ended, failed ones included.',
    () => count().restarts,
  );
}
