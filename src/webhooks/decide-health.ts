import type { DisabledReason } from './webhook-status.ts';

/** What the outcomes of requests to one webhook say about its receiver. A TEST says nothing. */
export interface HealthReport {
  /** UUID. */
  webhookId: string;
  /** Where the requests went: of the receiver at another URL they say nothing. */
  url: string;
  /** Something was answered with 2xx. */
  hasSucceeded: boolean;
  /** Something failed, and nobody doubts it: OUTCOME_UNKNOWN is no failure of the receiver. */
  hasFailed: boolean;
  /** How the first failure failed, for the log; null when nothing did. */
  errorCode: string | null;
  /** The receiver answered 410. */
  isGone: boolean;
  /** A delivery has failed with its last attempt. */
  hasExhausted: boolean;
  /** For how long the receiver asks to be left alone; null when it does not. */
  coolDownMs: number | null;
  /** The mark of the probe that has ended (see `beginProbes`); null when none has. */
  probe: Date | null;
}

/** What a webhook's row knows of its receiver. */
export interface Health {
  failingSince: Date | null;
  coolingDownUntil: Date | null;
}

/** The same with the time on the database's clock, which cool-downs are kept on. */
export interface KnownHealth extends Health {
  readAt: Date;
}

/** What is to be written. */
export interface HealthDecision extends Health {
  /** Why the webhook is to be disabled; null when it is not. */
  disabledReason: DisabledReason | null;
}

/** A webhook that has been failing for so long is disabled when a delivery exhausts its attempts: 5 days. */
const failingMsMax = 5 * 24 * 60 * 60 * 1_000;

/**
 * Decides what an outcome changes about a webhook:
 *
 * - The clock of failing begins with the first failure and is cleared by a success.
 * - `Retry-After` begins a cool-down or prolongs it; a probe that ends without one ends it.
 * - 410 disables at once; exhausted attempts do when nothing has succeeded for 5 days.
 *
 * @param now when the outcome was known, on the clock that failing is kept on
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

/** The mark of a probe that has ended is no cool-down any more; one that another began since is. */
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
