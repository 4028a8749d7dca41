import type { ClaimedDelivery, ErrorCode } from '../../deliveries/index.ts';
import type { HealthReport } from '../../webhooks/index.ts';
import type { Verdict } from './retry-policy.ts';
import type { RequestSettings } from '../request-settings.ts';

/**
 * Returns the report of one attempt on the webhook's health; null when there is nothing to report, so that
 * usually nothing is written. Null for a TEST.
 *
 * @param settings the settings that the request was made with
 */
export function reportHealth(
  { webhookId, trigger, probe }: Pick<ClaimedDelivery, 'webhookId' | 'trigger' | 'probe'>,
  { next, coolDownMs }: Verdict,
  { storedUrl, isFailing }: Pick<RequestSettings, 'storedUrl' | 'isFailing'>,
  errorCode: ErrorCode | null,
): HealthReport | null {
  if (trigger === 'TEST') return null;
  const hasSucceeded = next.status === 'SUCCEEDED';
  const isGone = next.status === 'FAILED' && next.reason === 'RECEIVER_GONE';
  const hasExhausted = next.status === 'FAILED' && !isGone;
  const isNew = hasSucceeded === isFailing; // the webhook succeeds again, or begins to fail
  if (!isNew && !isGone && !hasExhausted && coolDownMs === null && probe === null) return null;
  const hasFailed = !hasSucceeded;
  const facts = { hasSucceeded, hasFailed, isGone, hasExhausted, coolDownMs, probe };
  return { webhookId, url: storedUrl, errorCode, ...facts };
}

/** Whether the receiver wants no more requests, for a time or for good. */
export function forbidsMore({ isGone, coolDownMs }: HealthReport): boolean {
  return isGone || coolDownMs !== null;
}

/** Merges the reports about each webhook and URL into one. */
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
