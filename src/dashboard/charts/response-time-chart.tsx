import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { writeMs } from '../words/durations.ts';
import { ChartKey } from './chart-key.tsx';
import { chartProps } from './chart-props.ts';
import classes from './charts.module.css';
import type { BucketLabels } from './label-bucket.ts';
import type { Bucket } from './stats-columns.ts';

interface ChartProps {
  buckets: readonly Bucket[];
  labels: BucketLabels;
}

const series = [
  { name: 'p50Ms', label: 'p50 (half)', color: 'var(--chart-p50)', sample: 'solid' },
  {
    name: 'p95Ms',
    label: 'p95',
    color: 'var(--chart-p95)',
    sample: 'dashed',
    strokeDasharray: '6 3',
  },
  {
    name: 'p99Ms',
    label: 'p99',
    color: 'var(--chart-p99)',
    sample: 'dotted',
    strokeDasharray: '1 4',
  },
] as const;

/** Percentiles of the response time, told apart by their dashes. */
export function ResponseTimeChart({ buckets, labels }: ChartProps) {
  const data = buckets.map(({ startsAt, endsAt, responseTime }) => ({
    ...{ startsAt, endsAt },
    p50Ms: responseTime?.p50Ms ?? null,
    p95Ms: responseTime?.p95Ms ?? null,
    p99Ms: responseTime?.p99Ms ?? null,
  }));
  return (
    <div className={classes.charts}>
      <ChartKey entries={series} />
      <LineChart
        {...chartProps(data, labels)}
        series={series.map(({ sample: _, ...each }) => each)}
        valueFormatter={writeMs}
        curveType="linear"
        connectNulls={false}
        dotProps={{ r: 3 }}
        lineProps={{ strokeLinecap: 'round' }}
      />
    </div>
  );
}
