import { expect, test } from '@jest/globals';
import { createMetrics } from '../../src/kernel/index.ts';
import { createWorkerMetrics } from '../../src/metrics/index.ts';
import { scrapeUrl } from '../kit/scrape.ts';

test('one scrape of METRICS_PORT has the metrics of every worker that answers, each under its number', async () => {
  const registries = [1, 2].map((worker) => {
    const metrics = createMetrics(worker);
    const counter = metrics.counter('calls_total', 'Calls.', ['code']);
    counter.inc({ code: 'OK' }, worker * 10);
    metrics.histogram('duration_seconds', 'Durations.', [0.1]).observe(worker);
    metrics.gauge('age_seconds', 'An age.', () => (worker === 1 ? null : 7));
    return metrics.registry;
  });
  const metrics = createWorkerMetrics({
    port: 0,
    version: '1.2.3',
    async askWorkers() {
      const answers = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
      return [...(JSON.parse(JSON.stringify(answers)) as unknown[]), null]; // as sent by a process
    },
    countWorkers: () => ({ ready: 2, missing: 1, restarts: 4 }),
  });
  const port = await metrics.listen();
  const { samples } = await scrapeUrl(`http://127.0.0.1:${port}/metrics`);
  await metrics.stop();
  const ofWorkers = [...samples].filter(([name]) => !name.startsWith('process_'));
  expect(Object.fromEntries(ofWorkers)).toMatchObject({
    'build_info{version="1.2.3",worker="0"}': 1,
    'workers{state="ready",worker="0"}': 2,
    'workers{state="missing",worker="0"}': 1,
    'worker_restarts_total{worker="0"}': 4,
    'calls_total{code="OK",worker="1"}': 10,
    'calls_total{code="OK",worker="2"}': 20,
    'duration_seconds_bucket{le="+Inf",worker="1"}': 1,
    'duration_seconds_sum{worker="2"}': 2,
    'age_seconds{worker="2"}': 7,
  });
  expect(samples.has('age_seconds{worker="1"}')).toBe(false);
});
