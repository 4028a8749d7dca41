import '@mantine/charts/styles.css';
import { CompositeChart } from '@mantine/charts';
import { writeNumber } from '../words/numbers.ts';
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
  { name: 'succeededCount', label: 'Succeeded', color: 'var(--chart-succeeded)', type: 'bar' },
  { name: 'failedCount', label: 'Failed', color: 'var(--chart-failed)', type: 'bar' },
  {
    name: 'retriedCount',
    label: 'Retried',
    color: 'var(--chart-retried)',
    type: 'line',
    strokeDasharray: '4 3',
  },
] as const;

/** Finished deliveries as bars, of which failed ones are hatched, and retried attempts as a dashed line. */
export function DeliveriesChart({ buckets, labels }: ChartProps) {
  return (
    <div className={classes.charts}>
      <ChartKey
        entries={[
          { label: 'Succeeded', color: 'var(--chart-succeeded)', sample: 'bar' },
          { label: 'Failed', color: 'var(--chart-failed)', sample: 'hatched' },
          { label: 'Retried', color: 'var(--chart-retried)', sample: 'dashed' },
        ]}
      />
      <CompositeChart
        {...chartProps(buckets, labels)}
        series={[...series]}
        valueFormatter={writeNumber}
        withDots={false}
        curveType="linear"
        maxBarWidth={72}
        barProps={({ name }) => ({
          stackId: 'finished',
          ...(name === 'failedCount' && {
            fill: 'url(#chart-hatch)',
            stroke: 'var(--chart-failed)',
            strokeOpacity: 1,
          }),
        })}
      >
        <defs>
          <pattern id="chart-hatch" width={6} height={6} patternUnits="userSpaceOnUse">
            <rect width={6} height={6} className={classes.hatchGround} />
            <path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" className={classes.hatch} />
          </pattern>
        </defs>
      </CompositeChart>
    </div>
  );
}
