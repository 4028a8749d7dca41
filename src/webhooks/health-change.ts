import type { Health, HealthDecision, HealthReport } from './decide-health.ts';

/** The ways in which the health of a webhook can change. */
export const healthChangeKinds = ['failing', 'cooling_down', 'disabled', 'recovered'] as const;
/** One of {@link healthChangeKinds}. */
export type HealthChangeKind = (typeof healthChangeKinds)[number];

/** A change in the health of one webhook, logged for the operator. */
export interface HealthChange {
  workspaceId: string;
  /** API id. */
  webhookId: string;
  kind: HealthChangeKind;
  /** An error code, the reason for disabling, or `RETRY_AFTER`; null for `recovered`. */
  reason: string | null;
}

/**
 * Lists the changes that a decision makes to the known health. A cool-down after a probe continues the
 * previous one and is not a change. Pure.
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
