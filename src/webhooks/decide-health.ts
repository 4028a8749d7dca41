import type { DisabledReason } from './webhook-status.ts';

/** Summary of the outcomes of requests to one webhook, without TESTs. */
export interface HealthReport {
  /** UUID. */
  webhookId: string;
  /** URL of the requests. The report does not apply once the webhook has a different URL. */
  url: string;
  /** At least one request succeeded. */
  hasSucceeded: boolean;
  /** At least one request failed. OUTCOME_UNKNOWN is not a failure of the receiver. */
  hasFailed: boolean;
  /** Error code of the first failure, for the log; null if there was none. */
  errorCode: string | null;
  /** The receiver returned 410. */
  isGone: boolean;
  /** The last attempt of a delivery failed. */
  hasExhausted: boolean;
  /** Cool-down requested by the receiver; null if none. */
  coolDownMs: number | null;
  /** Mark of the probe that has ended (see `beginProbes`); null if none has. */
  probe: Date | null;
}

/** Health of a receiver as stored in the webhook's row. */
export interface Health {
  failingSince: Date | null;
  coolingDownUntil: Date | null;
}

/** Adds the time of the database's clock, on which cool-downs are kept. */
export interface KnownHealth extends Health {
  readAt: Date;
}

/** New values to write. */
export interface HealthDecision extends Health {
  /** Reason to disable the webhook; null to leave it enabled. */
  disabledReason: DisabledReason | null;
}

/** 5 days. A webhook failing for this long is disabled when a delivery exhausts its attempts. */
export const failingMsMax = 5 * 24 * 60 * 60 * 1_000;

/**
 * Decides how an outcome changes a webhook:
 *
 * - `failingSince` is set by the first failure and cleared by a success.
 * - `Retry-After` starts or prolongs a cool-down; a probe without `Retry-After` ends it.
 * - 410 disables the webhook at once; exhausted attempts disable it if nothing has succeeded for 5 days.
 *
 * @param now when the outcome was known, on the same clock as `failingSince`
 */
export function decideHealth(known: KnownHealth, report: HealthReport, now: Date): HealthDecision {
  const failingSince = decideFailingSince(known, report, now);
  return {
    failingSince,
    coolingDownUntil: decideCoolDown(known, report),
    disabledReason: decideDisabled(failingSince, report, now),
  };
}

function decideFailingSince({ failingSince }: Health, report: HealthReport, now: Date) {
  if (report.hasSucceeded) return null;
  return report.hasFailed ? (failingSince ?? now) : failingSince;
}

/** A probe's own mark no longer counts once the probe has ended; a mark set by a later probe does. */
function decideCoolDown({ coolingDownUntil, readAt }: KnownHealth, report: HealthReport) {
  const isOwnMark = report.probe?.getTime() === coolingDownUntil?.getTime();
  const kept = isOwnMark ? null : coolingDownUntil;
  if (report.coolDownMs === null) return kept;
  const asked = new Date(readAt.getTime() + report.coolDownMs);
  return kept && kept > asked ? kept : asked;
}

function decideDisabled(failingSince: Date | null, report: HealthReport, now: Date) {
  if (report.isGone) return 'RECEIVER_GONE';
  const isFailingForLong =
    failingSince !== null && now.getTime() - failingSince.getTime() >= failingMsMax;
  return report.hasExhausted && isFailingForLong ? 'FAILING' : null;
}
