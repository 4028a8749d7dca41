import { formatCount, formatMs } from './describe-stats.ts';
import type { ChartStats } from './stats-documents.ts';

export type Bucket = ChartStats['buckets'][number];

/** A column of a table of buckets. */
export interface StatsColumn {
  title: string;
  write: (bucket: Bucket) => string;
}

export const deliveryColumns: readonly StatsColumn[] = [
  { title: 'Succeeded', write: ({ succeededCount }) => formatCount(succeededCount) },
  { title: 'Failed', write: ({ failedCount }) => formatCount(failedCount) },
  { title: 'Retried', write: ({ retriedCount }) => formatCount(retriedCount) },
];

export const timeColumns: readonly StatsColumn[] = [
  { title: 'p50', write: ({ responseTime }) => formatMs(responseTime?.p50Ms) },
  { title: 'p95', write: ({ responseTime }) => formatMs(responseTime?.p95Ms) },
  { title: 'p99', write: ({ responseTime }) => formatMs(responseTime?.p99Ms) },
];
