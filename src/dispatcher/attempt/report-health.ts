import type { ClaimedDelivery, ErrorCode } from '../../deliveries/index.ts';
import type { HealthReport } from '../../webhooks/index.ts';
import type { Verdict } from './retry-policy.ts';
import type { RequestSettings } from '../webhook-settings.ts';

/**
 * What an outcome says that is new about the health of its webhook; null when it is as expected, so
 * that in ordinary times nothing is written. A TEST says nothing.
 *
 * @param settings what the request was prepared from
 */
export function reportHealth(
  { webhookId, trigger, probe }: Pick<ClaimedDelivery, 'webhookId' | 'trigger' | 'probe'>,
  verdict: Verdict,
  { url, isFailing }: Pick<RequestSettings, 'url' | 'isFailing'>,
  errorCode: ErrorCode | null,
): HealthReport | null {
  if (trigger === 'TEST') return null;
  const hasSucceeded = verdict.kind === 'succeeded';
  const isGone = verdict.kind === 'failed' && verdict.reason === 'RECEIVER_GONE';
  const hasExhausted = verdict.kind === 'failed' && !isGone;
  const coolDownMs = verdict.kind === 'succeeded' ? null : verdict.coolDownMs;
  const isNew = hasSucceeded === isFailing; // it succeeds again, or begins to fail
  if (!isNew && !isGone && !hasExhausted && coolDownMs === null && probe === null) return null;
  const hasFailed = !hasSucceeded;
  const facts = { hasSucceeded, hasFailed, isGone, hasExhausted, coolDownMs, probe };
  return { webhookId, url, errorCode, ...facts };
}

/** Whether the receiver asked for no more requests, for a time or for good. */
export function forbidsMore({ isGone, coolDownMs }: HealthReport): boolean {
  return isGone || coolDownMs !== null;
}

/** One report a webhook and URL: what several say together. */
export function mergeHealth(reports: readonly HealthReport[]): HealthReport[] {
  const merged = new Map<string, HealthReport>();
  for (const report of reports) {
    const key = `${report.webhookId} ${report.url}`;
    const known = merged.get(key);
    merged.set(key, known ? mergeTwo(known, report) : report);
  }
  return [...merged.values()];
}

function mergeTwo(a: HealthReport, b: HealthReport): HealthReport {
  return {
    webhookId: a.webhookId,
    url: a.url,
    hasSucceeded: a.hasSucceeded || b.hasSucceeded,
    hasFailed: a.hasFailed || b.hasFailed,
    errorCode: a.errorCode ?? b.errorCode,
    isGone: a.isGone || b.isGone,
    hasExhausted: a.hasExhausted || b.hasExhausted,
    coolDownMs:
      a.coolDownMs === null && b.coolDownMs === null
        ? null
        : Math.max(a.coolDownMs ?? 0, b.coolDownMs ?? 0),
    probe: a.probe ?? b.probe,
  };
}
