import { writeMs } from '../words/durations.ts';
import { writeNumber } from '../words/numbers.ts';
import type { ChartStats } from './stats-documents.ts';

type Total = ChartStats['total'];

/** Failed ÷ finished; null if nothing has finished. */
export function findFailureShare({ succeededCount, failedCount }: Total): number | null {
  const finished = succeededCount + failedCount;
  return finished === 0 ? null : failedCount / finished;
}

/** Says in a sentence what the chart of deliveries shows. */
export function describeDeliveries({ succeededCount, failedCount, retriedCount }: Total): string {
  return `${writeNumber(succeededCount)} succeeded, ${writeNumber(failedCount)} failed, ${writeNumber(retriedCount)} attempts were followed by a retry.`;
}

/** Says in a sentence what the chart of response times shows. */
export function describeTimes({ responseTime }: Total): string {
  if (!responseTime) return 'There were no responses.';
  const { p50Ms, p95Ms, p99Ms } = responseTime;
  return `Half of the responses took at most ${writeMs(p50Ms)}, 95 % at most ${writeMs(p95Ms)}, 99 % at most ${writeMs(p99Ms)}.`;
}
