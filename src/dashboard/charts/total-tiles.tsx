import { writeMs } from '../words/durations.ts';
import { writeNumber, writeShare } from '../words/numbers.ts';
import { findFailureShare } from './describe-stats.ts';
import type { ChartStats } from './stats-documents.ts';
import { Tiles } from './tiles.tsx';

/** The sums of the period. */
export function TotalTiles({ total, period }: { total: ChartStats['total']; period: string }) {
  const { succeededCount, failedCount, retriedCount, responseTime } = total;
  return (
    <Tiles
      label={`Results of ${period}`}
      figures={[
        { name: 'Succeeded', value: writeNumber(succeededCount) },
        { name: 'Failed', value: writeNumber(failedCount) },
        { name: 'Failure rate', value: writeShare(findFailureShare(total)) },
        { name: 'Retried attempts', value: writeNumber(retriedCount) },
        { name: 'p50 response', value: writeMs(responseTime?.p50Ms) },
        { name: 'p95 response', value: writeMs(responseTime?.p95Ms) },
        { name: 'p99 response', value: writeMs(responseTime?.p99Ms) },
      ]}
    />
  );
}
