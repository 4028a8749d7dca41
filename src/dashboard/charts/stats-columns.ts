import { writeMs } from '../words/durations.ts';
import { writeNumber } from '../words/numbers.ts';
import type { ChartStats } from './stats-documents.ts';

export type Bucket = ChartStats['buckets'][number];

/** A column of a table of buckets. */
export interface StatsColumn {
  title: string;
  write: (bucket: Bucket) => string;
}

export const deliveryColumns: readonly StatsColumn[] = [
  { title: 'Succeeded', write: ({ succeededCount }) => writeNumber(succeededCount) },
  { title: 'Failed', write: ({ failedCount }) => writeNumber(failedCount) },
  { title: 'Retried', write: ({ retriedCount }) => writeNumber(retriedCount) },
];

export const timeColumns: readonly StatsColumn[] = [
  { title: 'p50', write: ({ responseTime }) => writeMs(responseTime?.p50Ms) },
  { title: 'p95', write: ({ responseTime }) => writeMs(responseTime?.p95Ms) },
  { title: 'p99', write: ({ responseTime }) => writeMs(responseTime?.p99Ms) },
];
