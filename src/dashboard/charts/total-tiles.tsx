import { findFailureShare, formatCount, formatMs, formatShare } from './describe-stats.ts';
import type { ChartStats } from './stats-documents.ts';
import { Tiles } from './tiles.tsx';

/** The sums of the period. */
export function TotalTiles({ total, period }: { total: ChartStats['total']; period: string }) {
  const { succeededCount, failedCount, retriedCount, responseTime } = total;
  return (
    <Tiles
      label={`Results of ${period}`}
      figures={[
        { name: 'Succeeded', value: formatCount(succeededCount) },
        { name: 'Failed', value: formatCount(failedCount) },
        { name: 'Failure rate', value: formatShare(findFailureShare(total)) },
        { name: 'Retried attempts', value: formatCount(retriedCount) },
        { name: 'p50 response', value: formatMs(responseTime?.p50Ms) },
        { name: 'p95 response', value: formatMs(responseTime?.p95Ms) },
        { name: 'p99 response', value: formatMs(responseTime?.p99Ms) },
      ]}
    />
  );
}
