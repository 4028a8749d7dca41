export { createNodeMetrics } from './node-metrics.ts';
