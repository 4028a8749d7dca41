import type { Health, HealthDecision, HealthReport } from './decide-health.ts';

/** How the health of a webhook can change. */
export const healthChangeKinds = ['failing', 'cooling_down', 'disabled', 'recovered'] as const;
/** One of {@link healthChangeKinds}. */
export type HealthChangeKind = (typeof healthChangeKinds)[number];

/** A change of the health of one webhook, for the operator. */
export interface HealthChange {
  workspaceId: string;
  /** As the API shows it. */
  webhookId: string;
  kind: HealthChangeKind;
  /** An error code, the status reason of a disabled webhook, or `RETRY_AFTER`; null when it recovered. */
  reason: string | null;
}

/**
 * Lists how a decision changes what was known. A cool-down that follows a probe continues the one before, and is
 * no change. Pure.
 */
export function findHealthChanges(
  known: Health & { isDisabled: boolean },
  decision: HealthDecision,
  { errorCode, coolDownMs }: Pick<HealthReport, 'errorCode' | 'coolDownMs'>,
): Pick<HealthChange, 'kind' | 'reason'>[] {
  const changes: Pick<HealthChange, 'kind' | 'reason'>[] = [];
  if (!known.failingSince && decision.failingSince) {
    changes.push({ kind: 'failing', reason: errorCode });
  }
  if (known.failingSince && !decision.failingSince)
    changes.push({ kind: 'recovered', reason: null });
  if (!known.coolingDownUntil && coolDownMs !== null) {
    changes.push({ kind: 'cooling_down', reason: 'RETRY_AFTER' });
  }
  if (!known.isDisabled && decision.disabledReason) {
    changes.push({ kind: 'disabled', reason: decision.disabledReason });
  }
  return changes;
}
