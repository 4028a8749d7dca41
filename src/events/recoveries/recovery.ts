/*
 * A recovery sends the failed deliveries of a workspace again that match a filter. It searches the log in the
 * background, from old to new, up to the moment when it was requested, and makes a delivery with the trigger RECOVERY
 * for each one that may be sent again. Each webhook is a part of its own with its own position, so that one that is slow
 * does not hold up the others. A step of a part is one transaction: the new deliveries, the counts and the position. The
 * death of a node loses a step as a whole, and any node continues.
 */
import type { DeliveryFilter } from '../../deliveries/index.ts';
import type { BoundedCount } from '../../kernel/index.ts';

export const RecoveryStatus = {
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  CANCELLED: 'CANCELLED',
} as const;
export type RecoveryStatus = (typeof RecoveryStatus)[keyof typeof RecoveryStatus];

/** Why a failed delivery is not sent again. */
export const RecoverySkipReason = {
  REPEATED: 'REPEATED',
  EVENT_NOT_KEPT: 'EVENT_NOT_KEPT',
  WEBHOOK_DISABLED: 'WEBHOOK_DISABLED',
  WEBHOOK_SUSPENDED: 'WEBHOOK_SUSPENDED',
  WEBHOOK_DELETED: 'WEBHOOK_DELETED',
} as const;
export type RecoverySkipReason = (typeof RecoverySkipReason)[keyof typeof RecoverySkipReason];

export const skipReasons = Object.values(RecoverySkipReason);

/** The number of skipped deliveries by reason. */
export type SkippedCounts = Readonly<Record<RecoverySkipReason, number>>;

/** Returns the column of `recoveries` that counts the deliveries skipped for a reason. */
export function skippedColumnOf(reason: RecoverySkipReason): string {
  return `${reason.toLowerCase()}_count`;
}

/** A row of `recoveries`. */
export interface Recovery {
  id: string;
  status: RecoveryStatus;
  /** As given by the caller. */
  filter: DeliveryFilter;
  /** Every matching delivery with a smaller id has been decided. */
  searchedTo: string;
  /** The deliveries that a dry run would have counted at the start. */
  expectedCount: BoundedCount;
  recoveredCount: number;
  skippedCounts: SkippedCounts;
  updatedAt: Date;
  endedAt: Date | null;
}
