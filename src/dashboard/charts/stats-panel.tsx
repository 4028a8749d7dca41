import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import type { CombinedError } from 'urql';
import { ErrorCard } from '../components/error-card.tsx';
import { timeZone } from '../words/times.ts';
import { createBucketLabels } from './label-bucket.ts';
import { DeliveriesChart } from './deliveries-chart.tsx';
import { describeDeliveries, describeTimes } from './describe-stats.ts';
import { leaveOutQuietStart } from './leave-out-quiet-start.ts';
import { periods } from './period.ts';
import { ResponseTimeChart } from './response-time-chart.tsx';
import { deliveryColumns, timeColumns } from './stats-columns.ts';
import type { ChartStats } from './stats-documents.ts';
import { StatsFigure } from './stats-figure.tsx';
import { TotalTiles } from './total-tiles.tsx';
import type { ChartView } from './use-chart-view.ts';

interface StatsPanelProps {
  /** Null while they are loaded. */
  stats: ChartStats | null;
  error: CombinedError | undefined;
  view: ChartView;
  onRetry: () => void;
}

/** Results over time: the sums, and two charts or tables. */
export function StatsPanel({ stats, error, view, onRetry }: StatsPanelProps) {
  if (!stats) {
    if (error) return <ErrorCard error={error} onRetry={onRetry} />;
    return (
      <Stack role="status" aria-label="Loading">
        <Skeleton height={76} />
        <Skeleton height={340} />
        <Skeleton height={340} />
      </Stack>
    );
  }
  const { bucket, label } = periods[view.period];
  const labels = createBucketLabels(bucket, timeZone);
  const unit = bucket === 'HOUR' ? 'hour' : 'day';
  const by = `by ${unit}, ${label}`;
  const { buckets, total } = stats;
  const drawn = leaveOutQuietStart(buckets); // the tables have all
  const leftOut = buckets.length - drawn.length;
  return (
    <Stack gap="lg">
      <TotalTiles total={total} period={label} />
      {leftOut > 0 && !view.isTable && (
        <Text size="sm" c="dimmed">
          The first {leftOut} {unit}s of this period had no results. The charts leave them out.
        </Text>
      )}
      <SimpleGrid cols={view.isTable ? { base: 1, md: 2 } : 1} spacing="lg">
        <StatsFigure
          title={`Deliveries ${by}`}
          summary={describeDeliveries(total)}
          {...{ buckets, labels, columns: deliveryColumns, isTable: view.isTable }}
        >
          <DeliveriesChart buckets={drawn} labels={labels} />
        </StatsFigure>
        <StatsFigure
          title={`Response time ${by}`}
          summary={describeTimes(total)}
          {...{ buckets, labels, columns: timeColumns, isTable: view.isTable }}
        >
          {total.responseTime ? (
            <ResponseTimeChart buckets={drawn} labels={labels} />
          ) : (
            <Text size="sm">Response times stand here once receivers have responded.</Text>
          )}
        </StatsFigure>
      </SimpleGrid>
    </Stack>
  );
}
