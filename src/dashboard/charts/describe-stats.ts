import type { ChartStats } from './stats-documents.ts';

type Total = ChartStats['total'];

/** Writes a number for people: 12,400. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** Writes a response time: "85 ms", "1.2 s"; a dash when there was no response. */
export function formatMs(ms: number | null | undefined): string {
  if (ms == null) return '–';
  return ms < 1_000
    ? `${ms} ms`
    : `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`;
}

/** Writes the part of a whole: "0.4 %"; a dash when there is no whole. */
export function formatShare(part: number | null): string {
  if (part === null) return '–';
  return `${(part * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

/** Failed ÷ finished; null if nothing has finished. */
export function findFailureShare({ succeededCount, failedCount }: Total): number | null {
  const finished = succeededCount + failedCount;
  return finished === 0 ? null : failedCount / finished;
}

/** Says in a sentence what the chart of deliveries shows. */
export function describeDeliveries({ succeededCount, failedCount, retriedCount }: Total): string {
  return `${formatCount(succeededCount)} succeeded, ${formatCount(failedCount)} failed, ${formatCount(retriedCount)} attempts were followed by a retry.`;
}

/** Says in a sentence what the chart of response times shows. */
export function describeTimes({ responseTime }: Total): string {
  if (!responseTime) return 'There were no responses.';
  const { p50Ms, p95Ms, p99Ms } = responseTime;
  return `Half of the responses took at most ${formatMs(p50Ms)}, 95 % at most ${formatMs(p95Ms)}, 99 % at most ${formatMs(p99Ms)}.`;
}
