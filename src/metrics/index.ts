export { createNodeMetrics } from './node-metrics.ts';
export { createWorkerMetrics } from './worker-metrics.ts';
