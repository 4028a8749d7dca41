import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from '../kernel/index.ts';

/** Milliseconds between two looks at the event loop; what it is late is what counts. */
const resolution = 10;

/** Watches the event loop until it is stopped. */
export interface ProcessMetrics {
  stop(): Promise<void>;
}

/** Declares the metrics of the process, and which version it runs. */
export function createProcessMetrics(metrics: Metrics, version: string): ProcessMetrics {
  metrics.gaugeBy('build_info', 'Always 1, for the version that runs.', 'version', () => ({
    [version]: 1,
  }));
  metrics.gauge(
    'process_start_time_seconds',
    'When the process began, in Unix time.',
    () => performance.timeOrigin / 1_000,
  );
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () =>
    process.memoryUsage.rss(),
  );
  metrics.gauge(
    'process_heap_bytes',
    'Heap of JavaScript in use.',
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
    'How late the event loop was when it was looked at since the last scrape: in all but 1 % of the looks (p99), and at most (max). One scraper should read it.',
    'statistic',
    () => {
      const lag = { p99: toLag(delay.percentile(99)), max: toLag(delay.max) };
      delay.reset();
      return lag;
    },
  );
  return { stop: async () => void delay.disable() };
}

/** From nanoseconds, without the time between two looks. */
function toLag(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - resolution / 1_000);
}
