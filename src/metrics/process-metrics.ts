import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from '../kernel/index.ts';

/** Milliseconds between two measurements of the event loop; a later one counts as lag. */
const resolution = 10;

/** Measures the event loop until it is stopped. */
export interface ProcessMetrics {
  stop(): Promise<void>;
}

/** Declares the metrics of the process and its version. */
export function createProcessMetrics(metrics: Metrics, version: string): ProcessMetrics {
  metrics.gaugeBy('build_info', 'Always 1, labelled with the running version.', 'version', () => ({
    [version]: 1,
  }));
  metrics.gauge(
    'process_start_time_seconds',
    'Start of the process, in Unix time.',
    () => performance.timeOrigin / 1_000,
  );
  metrics.gauge('process_resident_memory_bytes', 'Resident memory of the process.', () =>
    process.memoryUsage.rss(),
  );
  metrics.gauge(
    'process_heap_bytes',
    'JavaScript heap in use.',
    () => process.memoryUsage().heapUsed,
  );
  metrics.total('process_cpu_seconds_total', 'CPU time of the process, user and system.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  metrics.gaugeBy(
    'event_loop_lag_seconds',
    'Lag of the event loop since the last scrape: the 99th percentile (p99) and the largest (max). Only one scraper should read it.',
    'statistic',
    () => {
      const lag = { p99: toLag(delay.percentile(99)), max: toLag(delay.max) };
      delay.reset();
      return lag;
    },
  );
  return { stop: async () => void delay.disable() };
}

/** Converts from nanoseconds and subtracts the time between two measurements. */
function toLag(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - resolution / 1_000);
}
